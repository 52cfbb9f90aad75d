//! How the program uses memory where glibc is its allocator. Other systems' allocators need no such
//! word.

use std::alloc::{GlobalAlloc, Layout, System};
use std::iter::{once, repeat};
use std::num::NonZeroUsize;
use std::thread;
use std::time::Duration;

/// Blocks of this many bytes are given back at once.
const LARGE: libc::c_int = 128 * 1024;
/// When the rest is given back for the first time: what the start needed is free then.
const STARTED: Duration = Duration::from_secs(2);
/// How often afterwards. It takes a millisecond, with a large ledger a few.
const EVERY: Duration = Duration::from_secs(15);

/// Tells glibc to give memory back to the system when it is free. By itself it raises its
/// thresholds with the largest block that it has seen, and keeps what lies between others for
/// ever: a program that builds a snapshot beside the old one and compresses documents ahead then
/// holds three times the memory that it uses. And it lets eight threads on every processor have a
/// heap of their own, each with its gaps. Two on every processor are as quick here; with one, answers
/// wait for work that goes on beside them and holds it.
///
/// To be called first, before there are other threads.
pub(crate) fn give_back() {
    let processors = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let heaps = libc::c_int::try_from(2 * processors).unwrap_or(libc::c_int::MAX);
    #[expect(unsafe_code, reason = "the only way to set it from inside the program")]
    // SAFETY: `mallopt` changes three numbers of the allocator; no other thread runs yet.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE);
        libc::mallopt(libc::M_TRIM_THRESHOLD, LARGE);
        libc::mallopt(libc::M_ARENA_MAX, heaps);
    }
    // Should there be no thread for it, there is only less memory for others.
    let _ = thread::Builder::new().name("give-back".to_owned()).spawn(|| {
        for wait in once(STARTED).chain(repeat(EVERY)) {
            thread::sleep(wait);
            #[expect(unsafe_code, reason = "there is no other way to ask for it")]
            // SAFETY: it takes the allocator's own locks, and touches free memory only.
            unsafe {
                libc::malloc_trim(0);
            }
        }
    });
}

/// The system's allocator, which asks for huge pages below blocks of several megabytes. A question
/// reads a few lines here and there of the texts of a large ledger; where each lies on a page of
/// its own, the processor looks up more pages than it remembers.
pub(crate) struct HugePages;

/// Blocks from this many bytes on: two huge pages of x86-64 and of most arm64. A smaller one may hold
/// none that is whole.
const SEVERAL_PAGES: usize = 4 * 1024 * 1024;
/// Bytes of the largest common page: what is told of begins at one.
const PAGE: usize = 64 * 1024;

impl HugePages {
    /// Asks for huge pages below a block; where the system has none nothing changes.
    fn advise(block: *mut u8, bytes: usize) {
        let lead = block.align_offset(PAGE);
        if bytes < SEVERAL_PAGES || block.is_null() {
            return;
        }
        #[expect(unsafe_code, reason = "there is no other way to ask for it")]
        // SAFETY: the pages lie within a block that is ours; what they hold stays as it is.
        unsafe {
            let whole_pages = (bytes - lead) / PAGE * PAGE;
            libc::madvise(block.add(lead).cast(), whole_pages, libc::MADV_HUGEPAGE);
        }
    }
}

#[expect(unsafe_code, reason = "the trait is unsafe to implement")]
// SAFETY: every call is handed on to the system's allocator as it is.
unsafe impl GlobalAlloc for HugePages {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let block = unsafe { System.alloc(layout) };
        Self::advise(block, layout.size());
        block
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        let block = unsafe { System.alloc_zeroed(layout) };
        Self::advise(block, layout.size());
        block
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        // What grows is moved about, and moving huge pages costs more than they gain; what is kept
        // for long is put where its size is known.
        unsafe { System.realloc(block, layout, bytes) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        unsafe { System.dealloc(block, layout) }
    }
}
