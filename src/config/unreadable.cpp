#include "migrate/config/settings.h"

namespace migrate::config {

namespace {

/// Reads values and keeps what is wrong with them.
class Trial {
 public:
  template <typename Read>
  void run(Read read) {
    try {
      (void)read();
    } catch (const Error& error) {
      errors_.push_back(error);
    }
  }

  template <typename... T>
  void read(const Setting<T>&... settings) {
    (run([&settings] { return settings.get(); }), ...);
  }

  template <typename T>
  void read(const std::vector<Setting<T>>& settings) {
    for (const auto& setting : settings)
      read(setting);
  }

  [[nodiscard]] std::vector<Error> take() { return std::move(errors_); }

 private:
  std::vector<Error> errors_;
};

}  // namespace

std::vector<Error> unreadable(const Settings& settings) {
  Trial trial;
  trial.run([&settings] { return database_url(settings); });
  const auto& database = settings.database;
  trial.read(database.version_table,
             database.version_table_schema,
             database.role,
             database.search_path,
             database.connect_timeout);
  for (const auto& [name, value] : database.settings)
    trial.read(value);
  trial.read(settings.versions);
  trial.read(settings.repeatable);
  trial.read(settings.recursive,
             settings.templates,
             settings.file_template,
             settings.revision_ids,
             settings.timezone,
             settings.truncate_slug_length,
             settings.transaction,
             settings.checksums,
             settings.confirm,
             settings.placeholders);
  trial.read(settings.lock.wait, settings.lock.lock_timeout, settings.lock.retries);
  const auto& hooks = settings.hooks;
  for (const auto* commands : {&hooks.after_revision,
                               &hooks.before_upgrade,
                               &hooks.after_upgrade,
                               &hooks.after_step,
                               &hooks.on_error})
    trial.read(*commands);
  trial.run([&settings] { return seed_files(settings); });
  trial.run([&settings] { return desired_schema(settings); });
  trial.run([&settings] { return schema_dump(settings); });
  trial.read(settings.schema.include);
  trial.read(settings.schema.exclude);
  trial.read(settings.shadow.url);
  trial.run([&settings] { return shadow_setup_files(settings); });
  return trial.take();
}

}  // namespace migrate::config
