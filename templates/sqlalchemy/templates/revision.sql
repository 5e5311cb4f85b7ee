-- revision: {revision}
-- down_revision: {down_revision}
-- message: {message}
-- created: {created}
-- branch_labels: {branch_labels}
-- depends_on: {depends_on}

-- migrate:upgrade
{upgrade}

-- migrate:downgrade
{downgrade}
