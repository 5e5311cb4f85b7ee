#pragma once

#include "migrate/catalog/kind.h"

#include <string>

namespace migrate::catalog {

extern const Kind schema_kind;
extern const Kind extension_kind;
extern const Kind access_method_kind;
extern const Kind collation_kind;
extern const Kind enum_kind;
extern const Kind domain_kind;
extern const Kind domain_check_kind;
extern const Kind composite_kind;
extern const Kind range_kind;
extern const Kind shell_type_kind;
extern const Kind base_type_kind;
extern const Kind sequence_kind;
extern const Kind owned_kind;
extern const Kind function_kind;
extern const Kind procedure_kind;
extern const Kind aggregate_kind;
extern const Kind operator_kind;
extern const Kind operator_family_kind;
extern const Kind operator_family_member_kind;
extern const Kind operator_class_kind;
extern const Kind cast_kind;
extern const Kind table_kind;
extern const Kind replica_kind;
extern const Kind cluster_kind;
extern const Kind conversion_kind;
extern const Kind language_kind;
extern const Kind transform_kind;
extern const Kind text_search_parser_kind;
extern const Kind text_search_template_kind;
extern const Kind text_search_dictionary_kind;
extern const Kind text_search_configuration_kind;
extern const Kind text_search_mapping_kind;
extern const Kind foreign_data_wrapper_kind;
extern const Kind server_kind;
extern const Kind user_mapping_kind;
extern const Kind foreign_table_kind;
extern const Kind column_kind;
extern const Kind default_kind;
extern const Kind identity_kind;
extern const Kind primary_key_kind;
extern const Kind unique_kind;
extern const Kind exclusion_kind;
extern const Kind check_kind;
extern const Kind foreign_key_kind;
extern const Kind index_kind;
extern const Kind view_kind;
extern const Kind materialized_view_kind;
extern const Kind trigger_kind;
extern const Kind partition_trigger_kind;
extern const Kind policy_kind;
extern const Kind rule_kind;
extern const Kind statistics_kind;
extern const Kind partition_kind;
extern const Kind inheritance_kind;
extern const Kind of_type_kind;
extern const Kind index_partition_kind;
extern const Kind event_trigger_kind;
extern const Kind subscription_kind;
extern const Kind publication_kind;
extern const Kind publication_table_kind;
extern const Kind default_rights_kind;

/// What stands between the name of a table and what else CREATE says of it: its columns and
/// constraints, and its parents.
std::string table_body(const Folded& folded);

/// What is left to be said of its columns then.
Statements settle_columns(const Folded& folded, const Context& context);

/// A column as CREATE TABLE and ADD COLUMN have it, with its default or identity where it has one.
std::string column_text(const Object& column, const Object* with);

/// What has no words there: storage, statistics, options.
Statements column_extras(const Object& column);

/// ALTER COLUMN ... TYPE.
Statement retype(const Object& from, const Object& to, const Context& context);

/// The statement by which a sequence goes on behind the values that a column has.
std::string continue_sequence(const std::string& sequence,
                              const std::string& table,
                              const std::string& column,
                              const Object& bounds);

/// What becomes of a sequence's position when its bounds change.
struct Move {
  std::string before;   ///< a statement that goes first; empty: none
  std::string restart;  ///< the value to restart with; empty: it goes on
};

Move move_sequence(const std::string& sequence, const Object& from, const Object& to);

struct Bounds {
  std::string min;
  std::string max;
};

/// Those of a sequence that is given none (PostgreSQL manual, "CREATE SEQUENCE").
Bounds usual_bounds(std::string_view type, std::string_view increment);

/// Whether bounds leave out what others have.
bool is_narrower(const Object& from, const Object& to);

}  // namespace migrate::catalog
