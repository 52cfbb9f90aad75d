//! The program that draws, as a child that is watched over.
//!
//! It is started when the first drawing comes. One that does not answer in time is killed, one that
//! died is replaced, and one that fails again and again is left alone for a while, longer each
//! time. A drawing is tried twice: whoever dies under one may have been ill before.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::sync::{Mutex, Semaphore};
use tokio::time::{Instant, timeout};

use super::wire::{self, Answer, MAX_ANSWER_BYTES};
use super::{Drawing, DrawingError, Pixels};

/// How long things may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// From the start of the program to its greeting: a driver compiles its shaders.
    pub start: Duration,
    /// For one drawing.
    pub drawing: Duration,
    /// After a failure; each further one doubles it.
    pub pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            start: Duration::from_secs(20),
            drawing: Duration::from_secs(8),
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
        }
    }
}

/// Drawings that are drawn or wait for it; further ones are refused.
const IN_LINE: usize = 32;

/// The program that draws, running or not.
#[derive(Debug)]
pub struct Renderer {
    program: PathBuf,
    patience: Patience,
    line: Semaphore,
    state: Mutex<State>,
    /// 0 when none runs.
    process_id: AtomicU32,
}

#[derive(Debug)]
enum State {
    /// None runs. How often it failed in a row.
    Idle {
        failures: u32,
    },
    Running(Box<Process>),
    /// It failed so often that it is left alone.
    Resting {
        until: Instant,
        failures: u32,
        why: DrawingError,
    },
}

#[derive(Debug)]
struct Process {
    /// Killed when it is dropped.
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Renderer {
    /// The program at this path. Nothing is started yet.
    pub fn new(program: PathBuf, patience: Patience) -> Self {
        Self {
            program,
            patience,
            line: Semaphore::new(IN_LINE),
            state: Mutex::new(State::Idle { failures: 0 }),
            process_id: AtomicU32::new(0),
        }
    }

    /// Which process draws at present.
    pub fn process_id(&self) -> Option<u32> {
        Some(self.process_id.load(Ordering::Relaxed)).filter(|id| *id != 0)
    }

    /// A drawing as pixels. They wait for each other: the program draws one at a time.
    ///
    /// # Errors
    /// [`DrawingError`]; [`DrawingError::Busy`] at once when too many wait.
    pub async fn draw(&self, drawing: &Drawing) -> Result<Pixels, DrawingError> {
        drawing.check()?;
        let _place = self.line.try_acquire().map_err(|_full| DrawingError::Busy)?;
        let mut state = self.state.lock().await;
        let message = wire::drawing_message(drawing);
        let mut failed = None;
        for _try in 0..2 {
            // Taken out while it works: when whoever waits goes away in between, it is dropped,
            // and with it whatever it has not said yet.
            let (process, failures) = self.take(&mut state).await?;
            self.process_id.store(process.child.id().unwrap_or(0), Ordering::Relaxed);
            match self.drawn(process, &message).await {
                Ok((process, answer)) => {
                    *state = State::Running(Box::new(process));
                    return match answer {
                        Answer::Drawn(pixels) if fits(&pixels, drawing) => Ok(pixels),
                        Answer::Refused(why) => Err(DrawingError::Failed(why)),
                        _ => Err(self.failure(&mut state, failures, stray())),
                    };
                }
                Err(error) => failed = Some(self.failure(&mut state, failures, error)),
            }
        }
        Err(failed.unwrap_or(DrawingError::Busy))
    }

    /// A process that is ready, started now where none is, and how often it failed before.
    async fn take(&self, state: &mut State) -> Result<(Process, u32), DrawingError> {
        let failures = match std::mem::replace(state, State::Idle { failures: 0 }) {
            State::Running(process) => return Ok((*process, 0)),
            State::Resting { until, failures, why } if Instant::now() < until => {
                let refused = Err(why.clone());
                *state = State::Resting { until, failures, why };
                return refused;
            }
            State::Idle { failures } | State::Resting { failures, .. } => failures,
        };
        match self.started().await {
            Ok(process) => Ok((process, failures)),
            Err(error) => {
                // A second start in a row would end the same way.
                let failures = failures.max(1);
                Err(self.failure(state, failures, error))
            }
        }
    }

    /// Notes that it failed. The first failure in a row is forgiven at once.
    fn failure(&self, state: &mut State, failures: u32, error: DrawingError) -> DrawingError {
        self.process_id.store(0, Ordering::Relaxed);
        tracing::warn!(%error, failures = failures + 1, "a map could not be drawn");
        let doubled =
            self.patience.pause * 2_u32.saturating_pow(failures.saturating_sub(1).min(16));
        let pause = doubled.min(self.patience.longest_pause);
        *state = if failures == 0 {
            State::Idle { failures: 1 }
        } else {
            State::Resting {
                until: Instant::now() + pause,
                failures: failures + 1,
                why: error.clone(),
            }
        };
        error
    }

    async fn started(&self) -> Result<Process, DrawingError> {
        let cannot = |error: &dyn std::fmt::Display| DrawingError::NoProgram(error.to_string());
        let mut command = Command::new(&self.program);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.kill_on_drop(true).spawn().map_err(|error| cannot(&error))?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(input), Some(output), Some(complaints)) = pipes else {
            return Err(cannot(&"it has no pipes"));
        };
        tokio::spawn(noted(complaints));
        let mut process = Process { child, input, output: BufReader::new(output) };
        match timeout(self.patience.start, process.hear()).await {
            Ok(Ok(Answer::Ready { adapter })) => {
                tracing::info!(adapter, "maps can be drawn");
                Ok(process)
            }
            Ok(Ok(Answer::NoAdapter)) => Err(DrawingError::NoAdapter),
            Ok(Ok(_)) => Err(stray()),
            Ok(Err(error)) => Err(error),
            Err(_elapsed) => Err(DrawingError::TimedOut),
        }
    }

    /// What it answers to a drawing. It does not come back when it has failed.
    async fn drawn(
        &self,
        mut process: Process,
        message: &[u8],
    ) -> Result<(Process, Answer), DrawingError> {
        let asked = async {
            process.input.write_all(message).await.map_err(broken)?;
            process.input.flush().await.map_err(broken)?;
            process.hear().await
        };
        let answer = timeout(self.patience.drawing, asked).await;
        let answer = answer.map_err(|_elapsed| DrawingError::TimedOut)??;
        Ok((process, answer))
    }
}

impl Process {
    async fn hear(&mut self) -> Result<Answer, DrawingError> {
        let length = self.output.read_u32_le().await.map_err(broken)? as usize;
        if length > MAX_ANSWER_BYTES {
            return Err(stray());
        }
        let mut bytes = vec![0; length];
        self.output.read_exact(&mut bytes).await.map_err(broken)?;
        wire::read_answer(&bytes).map_err(|error| DrawingError::Failed(error.to_string()))
    }
}

fn fits(pixels: &Pixels, drawing: &Drawing) -> bool {
    (pixels.width_px, pixels.height_px) == (drawing.width_px, drawing.height_px)
}

fn broken(error: std::io::Error) -> DrawingError {
    DrawingError::Failed(format!("it ended ({error})"))
}

fn stray() -> DrawingError {
    DrawingError::Failed("it said something that is no answer".to_owned())
}

/// Takes what it complains about to the end, so that it never waits for somebody to read it; the
/// beginning of it is for the log.
async fn noted(mut complaints: ChildStderr) {
    const FIRST: usize = 32;
    let mut piece = [0; 1024];
    for number in 0.. {
        let Ok(length @ 1..) = complaints.read(&mut piece).await else { return };
        if number < FIRST {
            let text = String::from_utf8_lossy(&piece[..length]);
            tracing::debug!(text = text.trim(), "the program that draws maps complains");
        }
    }
}
