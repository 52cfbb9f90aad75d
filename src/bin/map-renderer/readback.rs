//! From the adapter's texture to bytes: what maplibre-rs itself only writes to files.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use maplibre::context::MapContext;
use maplibre::render::RenderResources;
use maplibre::render::graph::{Node, NodeRunError, RenderContext, RenderGraphContext};
use maplibre::render::resource::Head;
use maplibre::tcs::system::System;
use maplibre::tcs::world::World;

/// The pixels of the last drawing, row by row.
pub(crate) type LastPixels = Rc<RefCell<Vec<u8>>>;

/// Copies the texture into a buffer that can be read, at the end of a frame.
pub(crate) struct CopyNode;

impl Node for CopyNode {
    fn run(
        &self,
        _graph: &mut RenderGraphContext,
        context: &mut RenderContext,
        resources: &RenderResources,
        _world: &World,
    ) -> Result<(), NodeRunError> {
        let surface = resources.surface();
        if let Head::Headless(head) = surface.head() {
            let layout = wgpu::ImageDataLayout {
                offset: 0,
                bytes_per_row: Some(head.bytes_per_row()),
                rows_per_image: None,
            };
            context.command_encoder.copy_texture_to_buffer(
                head.copy_texture(),
                wgpu::ImageCopyBuffer { buffer: head.buffer(), layout },
                wgpu::Extent3d {
                    width: surface.size().width(),
                    height: surface.size().height(),
                    depth_or_array_layers: 1,
                },
            );
        }
        Ok(())
    }
}

/// Reads that buffer. Its rows are padded; those of the pixels are not.
pub(crate) struct ReadSystem(pub(crate) LastPixels);

impl System for ReadSystem {
    fn name(&self) -> Cow<'static, str> {
        "read_pixels".into()
    }

    fn run(&mut self, context: &mut MapContext) {
        let renderer = &context.renderer;
        let surface = renderer.resources.surface();
        let Head::Headless(head) = surface.head() else { return };
        let row = surface.size().width() as usize * 4;
        let padded_row = head.bytes_per_row().get() as usize;
        let view = head.map_async(&renderer.device).get_mapped_range();
        let mut pixels = self.0.borrow_mut();
        pixels.clear();
        for padded in view.chunks_exact(padded_row) {
            pixels.extend_from_slice(&padded[..row]);
        }
        // What is mapped must be let go before it is unmapped.
        drop(view);
        head.unmap();
    }
}
