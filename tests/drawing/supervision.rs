//! A program that draws and dies, hangs, lies or is not there.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use yizhan::drawing::renderer::{Patience, Renderer};
use yizhan::drawing::wire::{Answer, answer_message};
use yizhan::drawing::{Drawing, DrawingError, Flaw, Pixels};

use super::square;

/// A program in the language of the shell that greets, and then does this. `$LOG` gets a line each
/// time it is started.
fn fake(behaviour: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let ready = answer_message(&Answer::Ready { adapter: "a fake".to_owned() });
    fs::write(file("ready"), ready).unwrap();
    let pixels = Pixels { width_px: 64, height_px: 48, rgba: vec![7; 64 * 48 * 4] };
    fs::write(file("drawn"), answer_message(&Answer::Drawn(pixels))).unwrap();
    fs::write(file("refused"), answer_message(&Answer::Refused("no".to_owned()))).unwrap();
    fs::write(file("no_adapter"), answer_message(&Answer::NoAdapter)).unwrap();
    let script =
        format!("#!/bin/sh\ncd '{}'\necho >>starts\n{behaviour}\n", folder.path().display());
    let program = file("fake");
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    (folder, program)
}

fn starts(folder: &TempDir) -> usize {
    fs::read(folder.path().join("starts")).unwrap_or_default().len()
}

const HASTY: Patience = Patience {
    start: Duration::from_secs(20),
    drawing: Duration::from_millis(300),
    pause: Duration::from_secs(60),
    longest_pause: Duration::from_secs(60),
};
const PATIENT: Patience = Patience { drawing: Duration::from_secs(20), ..HASTY };

#[tokio::test]
async fn a_program_that_fails_is_tried_twice_and_then_left_alone() {
    for (behaviour, expected) in [
        ("cat ready; exit 1", "ended"),
        ("cat ready; exec sleep 1000", "in time"),
        ("cat ready; head -c 40 /dev/zero; exec sleep 1000", "breaks off"),
        ("cat ready; head -c 40 /dev/zero | tr '\\0' '\\377'; exec sleep 1000", "no answer"),
        ("cat ready ready; exec sleep 1000", "no answer"),
    ] {
        let (folder, program) = fake(behaviour);
        // Only what hangs is waited for in vain.
        let patience = if expected == "in time" { HASTY } else { PATIENT };
        let renderer = Renderer::new(program, patience);
        let error = renderer.draw(&square()).await.unwrap_err();
        assert!(error.to_string().contains(expected), "{behaviour}: {error}");
        let tried = starts(&folder);
        assert!((1..=2).contains(&tried), "{behaviour}: {tried}");
        // In the pause nothing is started, and the answer comes at once.
        for _ in 0..3 {
            let _ = renderer.draw(&square()).await.unwrap_err();
        }
        assert!(starts(&folder) <= 2, "{behaviour}: {}", starts(&folder));
        assert_eq!(renderer.process_id(), None, "{behaviour}");
    }
}

#[tokio::test]
async fn a_program_that_cannot_be_started_or_finds_nothing_to_draw_with_says_so() {
    let nowhere = Renderer::new(PathBuf::from("/nowhere/yizhan-map-renderer"), HASTY);
    let error = nowhere.draw(&square()).await.unwrap_err();
    assert!(matches!(error, DrawingError::NoProgram(_)), "{error}");
    let (folder, program) = fake("cat no_adapter");
    let without = Renderer::new(program, HASTY);
    for _ in 0..3 {
        assert_eq!(without.draw(&square()).await, Err(DrawingError::NoAdapter));
    }
    assert_eq!(starts(&folder), 1, "it is asked again after a pause, not for every drawing");
}

#[tokio::test]
async fn after_the_pause_it_is_tried_again() {
    // The first two die, the third lives.
    let behaviour = "cat ready; [ $(wc -c <starts) -lt 3 ] && exit 1; cat drawn; exec sleep 1000";
    let (folder, program) = fake(behaviour);
    let patience = Patience { pause: Duration::from_millis(50), ..PATIENT };
    let renderer = Renderer::new(program, patience);
    assert!(renderer.draw(&square()).await.is_err());
    let since = Instant::now();
    while renderer.draw(&square()).await.is_err() {
        assert!(since.elapsed() < Duration::from_secs(30), "it is never tried again");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(starts(&folder), 3);
}

#[tokio::test]
async fn what_one_refuses_does_not_cost_it_its_place() {
    let (folder, program) = fake("cat ready refused drawn; exec sleep 1000");
    let renderer = Renderer::new(program, PATIENT);
    assert_eq!(renderer.draw(&square()).await, Err(DrawingError::Failed("no".to_owned())));
    assert_eq!(renderer.draw(&square()).await.unwrap().rgba[0], 7);
    assert_eq!(starts(&folder), 1);
}

#[tokio::test]
async fn a_drawing_out_of_bounds_is_refused_before_it_is_sent() {
    let (folder, program) = fake("cat ready; exit 1");
    let renderer = Renderer::new(program, HASTY);
    let drawing = Drawing { width_px: 0, ..square() };
    assert_eq!(renderer.draw(&drawing).await, Err(DrawingError::Flaw(Flaw::Size)));
    assert_eq!(starts(&folder), 0);
}

#[tokio::test]
async fn whoever_comes_when_too_many_wait_is_sent_away() {
    let (_folder, program) = fake("cat ready; exec sleep 1000");
    let patience = Patience { drawing: Duration::from_secs(2), ..HASTY };
    let renderer = Arc::new(Renderer::new(program, patience));
    let ask = |renderer: Arc<Renderer>| async move { renderer.draw(&square()).await };
    let waiting: Vec<_> = (0..40).map(|_| tokio::spawn(ask(renderer.clone()))).collect();
    let mut busy = 0;
    for each in waiting {
        busy += usize::from(each.await.unwrap() == Err(DrawingError::Busy));
    }
    assert_eq!(busy, 8);
}

#[tokio::test]
async fn whoever_goes_away_leaves_no_answer_for_the_next() {
    let (folder, program) = fake("cat ready; sleep 2; cat drawn; exec sleep 1000");
    let renderer = Arc::new(Renderer::new(program, PATIENT));
    let gone = tokio::spawn({
        let renderer = Arc::clone(&renderer);
        async move { renderer.draw(&square()).await }
    });
    while starts(&folder) == 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    gone.abort();
    assert!(gone.await.is_err());
    assert!(renderer.draw(&square()).await.is_ok());
    assert_eq!(starts(&folder), 2, "the one that was interrupted is not asked again");
}
