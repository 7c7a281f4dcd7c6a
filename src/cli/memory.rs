//! Memory of the program: where the system gives no more, the program ends with a message in place of an abort.
//!
//! Stable Rust has no other way to say what happens when an allocation fails. This is the one place of the project
//! with unsafe code: each call is passed on as it is, and only a refusal is looked at.

#![allow(unsafe_code)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

/// The system's allocator, with a message and exit code 2 where it has no more memory.
pub struct Memory;

/// Requests above this are of a mistake or a damaged file, whatever the machine: they fail as they always did, so
/// that code which can go on without the memory does.
const MAX_REQUEST: usize = 1 << 40;

/// Whether the program is ending for want of memory.
static ENDING: AtomicBool = AtomicBool::new(false);

#[cold]
fn exhausted(size: usize) {
    if size > MAX_REQUEST {
        return;
    }
    // No allocation may happen here: the text is static, and standard error has no buffer. That it cannot be
    // written changes nothing.
    let _ = std::io::stderr().write_all(
        b"palabre: there is too little memory: end other programs, allow more (ulimit -v), or use fewer threads \
          (--threads 1)\n",
    );
    // What was being written is removed. That may ask for a little memory: where even that fails, it stays, and the
    // next writer of the same file removes it.
    if !ENDING.swap(true, Ordering::Relaxed) {
        crate::store::write::abandon();
    }
    std::process::exit(2);
}

// SAFETY: every method passes its arguments to `System` unchanged and returns what it returned, so the contract of
// `GlobalAlloc` is kept by `System` and by the caller. `exhausted` does not unwind: it ends
// the process, and a request that it makes itself and that fails ends it at once.
unsafe impl GlobalAlloc for Memory {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `alloc`.
        let memory = unsafe { System.alloc(layout) };
        if memory.is_null() {
            exhausted(layout.size());
        }
        memory
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `alloc_zeroed`.
        let memory = unsafe { System.alloc_zeroed(layout) };
        if memory.is_null() {
            exhausted(layout.size());
        }
        memory
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller keeps the contract of `realloc`.
        let moved = unsafe { System.realloc(memory, layout, size) };
        if moved.is_null() {
            exhausted(size);
        }
        moved
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract of `dealloc`.
        unsafe { System.dealloc(memory, layout) }
    }
}
