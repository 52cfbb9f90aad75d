//! The real server is killed without warning in the middle of its work. What it has acknowledged
//! is there afterwards, and of nothing there is half.

mod edits;
mod import;
mod photos;
mod promptness;
mod server;

mod sqlite {
    use crate::store::database::sqlite;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_thousand_edits_survive_being_killed_in_between() {
        super::edits::survive(sqlite()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn an_import_is_whole_or_not_there_at_all() {
        super::import::is_whole(sqlite()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_photo_is_whole_or_not_named_at_all() {
        super::photos::are_whole(sqlite()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn an_edit_is_in_a_riders_answer_within_a_second() {
        super::promptness::is_at_once(sqlite()).await;
    }
}

mod postgres {
    use crate::store::database::postgres;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_thousand_edits_survive_being_killed_in_between() {
        super::edits::survive(postgres().await).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn an_import_is_whole_or_not_there_at_all() {
        super::import::is_whole(postgres().await).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_photo_is_whole_or_not_named_at_all() {
        super::photos::are_whole(postgres().await).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn an_edit_is_in_a_riders_answer_within_a_second() {
        super::promptness::is_at_once(postgres().await).await;
    }
}
