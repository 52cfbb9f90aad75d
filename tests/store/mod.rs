//! The ledger in both databases: one conformance suite, run on each.

mod boards;
mod change_log;
mod conformance;
pub(crate) mod database;
mod documents;
mod erasures;
mod faults;
mod filings;
mod fixtures;
mod papers;
mod passes;
mod people;
mod staff;
mod statements;
mod tampering;
mod usage;
mod verification;
mod volume;

/// Runs every test of a room once on SQLite and once on PostgreSQL.
macro_rules! on_both {
    ($room:ident: $($test:ident)+) => {
        mod $room {
            mod sqlite {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    crate::store::$room::$test(crate::store::database::sqlite()).await;
                })+
            }
            mod postgres {
                $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $test() {
                    crate::store::$room::$test(crate::store::database::postgres().await).await;
                })+
            }
        }
    };
}

mod on_both {
    on_both! { conformance:
        a_new_store_is_empty_at_revision_0
        every_fact_comes_back_as_it_was_written
        a_change_set_is_one_revision_and_each_station_one_version
        stations_come_in_the_byte_order_of_their_codes
        an_update_that_changes_nothing_writes_nothing
        a_failing_change_leaves_nothing_of_the_set
        a_set_that_cannot_be_written_says_which_station_and_why
        a_plan_for_another_revision_is_refused
        of_two_writers_with_the_same_version_exactly_one_wins
        revisions_of_writers_at_once_have_no_gap
        the_seed_is_loaded_once
        of_nodes_that_start_together_exactly_one_loads
        all_stations_are_read_from_one_revision_while_a_writer_writes
        a_restart_keeps_everything
        who_waits_for_a_change_is_told_by_this_store_and_by_another
        who_waits_in_vain_gets_the_same_revision
        a_set_of_more_stations_than_one_statement_takes_is_written_whole
    }

    on_both! { change_log:
        changes_come_in_whole_revisions
        a_history_tells_what_each_version_was_before
    }

    on_both! { documents:
        a_document_is_written_with_its_stations_and_keeps_its_history
        of_two_who_write_a_document_one_wins_and_nothing_of_the_other_is_written
        a_document_that_says_the_same_is_not_written
        what_was_loaded_before_documents_had_versions_can_be_changed
    }

    on_both! { filings:
        a_report_comes_back_as_it_was_filed
        the_same_key_gives_the_first_receipt_and_stores_nothing_twice
        the_same_key_with_other_content_is_refused
        of_many_that_come_at_once_with_one_key_one_is_filed
        reports_are_listed_newest_first_by_what_is_asked_for
        a_receipt_tells_what_became_of_a_report
        a_confirmation_counts_and_the_last_one_is_told
        filing_does_not_raise_the_revision_and_a_restart_keeps_it
        nothing_is_filed_about_a_station_that_is_not_there
    }

    on_both! { people:
        an_account_comes_back_as_it_was_written
        of_two_who_change_an_account_one_wins_and_a_name_is_taken_once
        the_last_administrator_stays
        a_link_sets_a_password_once_and_in_time
        the_account_log_is_read_by_pages_and_shows_what_was_altered
    }

    on_both! { erasures:
        a_name_is_put_out_everywhere_and_the_chains_hold
        an_erased_entry_that_is_altered_afterwards_is_found
        the_last_administrator_and_who_was_changed_meanwhile_stay
        of_an_erased_report_its_kind_and_its_outcome_are_left
    }

    on_both! { usage:
        a_name_tells_of_four_cells_a_week
        what_is_told_twice_counts_once_and_what_was_not_found_stays
        a_week_that_is_rolled_up_leaves_its_figures_and_no_sighting
    }

    on_both! { papers:
        a_paper_comes_back_as_it_was_written_and_raises_no_revision
        of_two_who_write_a_paper_one_wins
        a_paper_is_removed_at_the_version_that_was_seen
    }

    on_both! { passes:
        a_session_is_found_by_its_hash_until_it_is_ended
        a_change_ends_the_sessions_that_it_should
        a_code_is_taken_once_also_when_it_comes_twice_at_once
        a_browser_is_known_to_the_account_that_signed_in_until_the_password_changes
        a_token_is_found_by_its_hash_and_revoked_once
        tries_are_counted_before_they_are_looked_at
    }

    on_both! { staff:
        what_was_filed_follows_a_merged_station_and_comes_back
        a_report_is_decided_once_and_with_its_edit_or_not_at_all
        reports_that_wait_are_counted_and_those_of_closed_doors_told
        a_planned_import_is_kept_once_a_key_and_applied_once
        plans_that_nobody_applied_are_forgotten
        the_audit_log_is_found_by_who_what_when_and_through_what
    }

    on_both! { verification:
        a_check_is_filed_once_a_key_with_what_it_corrects
        verification_alone_does_not_move_the_time_of_the_last_change
        a_check_does_the_tasks_of_rounds_that_have_begun_and_were_not_ended
    }

    on_both! { boards:
        the_ledger_is_read_as_it_was_before_an_instant
        the_last_counts_of_a_day_stand_for_it
    }

    on_both! { tampering:
        an_untouched_log_is_intact_and_names_its_newest_hash
        whatever_is_altered_is_found
    }

    on_both! { statements:
        every_shared_statement_can_be_prepared
    }

    on_both! { volume:
        a_first_start_and_an_import_are_quick
    }

    on_both! { faults:
        a_database_of_a_newer_program_is_refused
        nodes_that_make_the_tables_together_all_start
    }
}
