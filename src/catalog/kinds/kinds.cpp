#include "catalog/kinds/kinds.h"

#include "catalog/aspects.h"

#include <algorithm>
#include <array>

namespace migrate::catalog {

namespace {

// In the order in which they are created where nothing else decides; they are dropped the other
// way. What runs expressions on rows that are there, as a check does, comes late: the body of a
// function does not say what it needs.
constexpr std::array all{&schema_kind,
                         &extension_kind,
                         &access_method_kind,
                         &collation_kind,
                         &enum_kind,
                         &domain_kind,
                         &domain_check_kind,
                         &composite_kind,
                         &range_kind,
                         &shell_type_kind,
                         &sequence_kind,
                         &language_kind,
                         &function_kind,
                         &base_type_kind,
                         &procedure_kind,
                         &aggregate_kind,
                         &operator_kind,
                         &operator_family_kind,
                         &operator_class_kind,
                         &operator_family_member_kind,
                         &cast_kind,
                         &transform_kind,
                         &conversion_kind,
                         &text_search_parser_kind,
                         &text_search_template_kind,
                         &text_search_dictionary_kind,
                         &text_search_configuration_kind,
                         &text_search_mapping_kind,
                         &foreign_data_wrapper_kind,
                         &server_kind,
                         &user_mapping_kind,
                         &table_kind,
                         &foreign_table_kind,
                         &of_type_kind,
                         &inheritance_kind,
                         &column_kind,
                         &default_kind,
                         &identity_kind,
                         &view_kind,
                         &primary_key_kind,
                         &unique_kind,
                         &exclusion_kind,
                         &index_kind,
                         &check_kind,
                         &statistics_kind,
                         &owned_kind,
                         &partition_kind,
                         &index_partition_kind,
                         // Filled when it is made: behind what brings rows into a table.
                         &materialized_view_kind,
                         &foreign_key_kind,
                         &replica_kind,
                         &cluster_kind,
                         &trigger_kind,
                         &partition_trigger_kind,
                         &rule_kind,
                         &policy_kind,
                         &publication_kind,
                         &publication_table_kind,
                         &event_trigger_kind,
                         &subscription_kind,
                         &owner_kind,
                         &comment_kind,
                         &label_kind,
                         &rights_kind,
                         &default_rights_kind};

}  // namespace

std::span<const Kind* const> kinds() {
  return all;
}

const Kind* find_kind(std::string_view id) {
  const auto* const found = std::ranges::find(all, id, &Kind::id);
  return found == all.end() ? nullptr : *found;
}

}  // namespace migrate::catalog
