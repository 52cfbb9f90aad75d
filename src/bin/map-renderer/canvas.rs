//! maplibre-rs as a canvas: one tile that covers the whole picture, whatever its size, with a source
//! layer for each layer of the drawing.

use std::rc::Rc;

use maplibre::context::MapContext;
use maplibre::coords::{TILE_SIZE, WorldCoords, WorldTileCoords, Zoom, ZoomLevel};
use maplibre::headless::environment::HeadlessEnvironment;
use maplibre::headless::window::{HeadlessMapWindow, HeadlessMapWindowConfig};
use maplibre::io::apc::SchedulerAsyncProcedureCall;
use maplibre::kernel::{Kernel, KernelBuilder};
use maplibre::platform::http_client::ReqwestHttpClient;
use maplibre::platform::scheduler::TokioScheduler;
use maplibre::plugin::Plugin;
use maplibre::render::eventually::Eventually;
use maplibre::render::resource::Surface;
use maplibre::render::settings::{RendererSettings, WgpuSettings};
use maplibre::render::tile_view_pattern::ViewTileSources;
use maplibre::render::{RenderPlugin, RenderResources, RenderStageLabel, Renderer};
use maplibre::schedule::{Schedule, Stage};
use maplibre::style::Style;
use maplibre::style::layer::{FillPaint, LayerPaint, StyleLayer};
use maplibre::tcs::system::SystemContainer;
use maplibre::tcs::world::World;
use maplibre::vector::{
    AvailableVectorLayerData, DefaultVectorTransferables, VectorBufferPool, VectorLayerData,
    VectorLayersDataComponent, VectorPlugin,
};
use maplibre::view_state::ViewState;
use maplibre::window::{MapWindowConfig, WindowSize};
use yizhan::drawing::{Colour, Drawing, Pixels};

use crate::readback::{CopyNode, LastPixels, ReadSystem};
use crate::tessellate::{Tessellator, Triangles};

/// The most vertices of a drawing: maplibre-rs panics beyond ten million.
const MAX_VERTICES: usize = 4_000_000;

/// Draws one drawing after the other.
pub(crate) struct Canvas {
    schedule: Schedule,
    context: MapContext,
    pixels: LastPixels,
}

impl Canvas {
    /// `None` where there is nothing to draw with.
    pub(crate) fn open() -> Option<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().ok()?;
        let (gpu, settings) = (WgpuSettings::default(), RendererSettings::default());
        let small = window(1, 1)?;
        let opened = Renderer::initialize_headless(&small, gpu, settings);
        let mut renderer = runtime.block_on(opened).ok()?;
        let (mut schedule, mut world) = (Schedule::default(), World::default());
        let kernel = Rc::new(kernel()?);
        let graph = &mut renderer.render_graph;
        RenderPlugin.build(&mut schedule, Rc::clone(&kernel), &mut world, graph);
        VectorPlugin::<DefaultVectorTransferables>::default().build(
            &mut schedule,
            kernel,
            &mut world,
            graph,
        );
        let frame = graph.get_sub_graph_mut("draw")?;
        frame.add_node("copy_pass", CopyNode);
        frame.add_node_edge("main_pass", "copy_pass").ok()?;
        let pixels = LastPixels::default();
        let read = SystemContainer::new(ReadSystem(Rc::clone(&pixels)));
        schedule.add_system_to_stage(RenderStageLabel::Cleanup, read);
        // Nothing is fetched, and the one tile is always there.
        schedule.remove_stage(RenderStageLabel::Extract);
        world.resources.get_mut::<ViewTileSources>()?.clear();
        let context = MapContext { style: Style::default(), world, view_state: view()?, renderer };
        Some(Self { schedule, context, pixels })
    }

    /// What it draws with.
    pub(crate) fn adapter(&self) -> String {
        let info = self.context.renderer.adapter.get_info();
        format!("{} ({:?})", info.name, info.backend)
    }

    /// A drawing as pixels; otherwise why not.
    pub(crate) fn draw(&mut self, drawing: &Drawing) -> Result<Pixels, String> {
        let Drawing { width_px, height_px, .. } = *drawing;
        let layers = layers(drawing)?;
        self.resize(width_px, height_px).ok_or("a drawing without a size")?;
        let coords = WorldTileCoords::from((0, 0, ZoomLevel::default()));
        self.context.style.layers =
            (1..).zip(&layers).map(|(index, l)| style(index, l.0)).collect();
        let data = (1..).zip(layers).map(|(index, (_, triangles))| {
            VectorLayerData::Available(AvailableVectorLayerData {
                coords,
                source_layer: source_layer(index),
                // A colour for each vertex.
                feature_indices: vec![triangles.vertices.len() as u32],
                buffer: triangles.into(),
            })
        });
        let component = VectorLayersDataComponent { done: true, layers: data.collect() };
        let world = &mut self.context.world;
        world.tiles.spawn_mut(coords).ok_or("no room for a tile")?.insert(component);
        self.schedule.run(&mut self.context);
        self.forget();
        let rgba = std::mem::take(&mut *self.pixels.borrow_mut());
        Ok(Pixels { width_px, height_px, rgba })
    }

    /// Gives the texture another size, when it has to have one.
    fn resize(&mut self, width_px: u32, height_px: u32) -> Option<()> {
        let renderer = &mut self.context.renderer;
        let size = renderer.resources.surface().size();
        if (size.width(), size.height()) != (width_px, height_px) {
            let window = window(width_px, height_px)?;
            let surface = Surface::from_image(&renderer.device, &window, &renderer.settings);
            renderer.resources = RenderResources::new(surface);
        }
        Some(())
    }

    /// Lets go of what was uploaded for the last drawing.
    fn forget(&mut self) {
        let world = &mut self.context.world;
        world.tiles.clear();
        let pool = world.resources.query_mut::<&mut Eventually<VectorBufferPool>>();
        if let Some(Eventually::Initialized(pool)) = pool {
            pool.clear();
        }
    }
}

/// The sheet and the layers on it, as triangles; layers with nothing in them are left out.
fn layers(drawing: &Drawing) -> Result<Vec<(Colour, Triangles)>, String> {
    let mut tessellator = Tessellator::of(drawing);
    let mut layers = vec![(drawing.paper, Tessellator::sheet())];
    let mut vertices = 0;
    for layer in &drawing.layers {
        let triangles = tessellator.triangles(&layer.shapes);
        let triangles = triangles.map_err(|error| format!("not to be tessellated: {error:?}"))?;
        vertices += triangles.vertices.len();
        if vertices > MAX_VERTICES {
            return Err("a drawing with too many vertices".to_owned());
        }
        if !triangles.indices.is_empty() {
            layers.push((layer.colour, triangles));
        }
    }
    Ok(layers)
}

fn source_layer(index: u32) -> String {
    format!("layer-{index}")
}

/// The index is the depth, and must not be 0.
fn style(index: u32, Colour([red, green, blue]): Colour) -> StyleLayer {
    let colour = format!("#{red:02x}{green:02x}{blue:02x}");
    StyleLayer {
        index,
        id: source_layer(index),
        source_layer: Some(source_layer(index)),
        paint: Some(LayerPaint::Fill(FillPaint { fill_color: colour.parse().ok() })),
        ..StyleLayer::default()
    }
}

/// A view that is filled by the tile of zoom 0. It is a square whatever the picture: the tile is
/// stretched to the picture, and what is in it was squeezed before.
fn view() -> Option<ViewState> {
    let edge = TILE_SIZE as u32;
    let middle = WorldCoords::from((TILE_SIZE / 2.0, TILE_SIZE / 2.0));
    let (level, angle) = (cgmath::Deg(0.0), cgmath::Deg(110.0));
    Some(ViewState::new(WindowSize::new(edge, edge)?, middle, Zoom::default(), level, angle))
}

fn window(width_px: u32, height_px: u32) -> Option<HeadlessMapWindow> {
    Some(HeadlessMapWindowConfig::new(WindowSize::new(width_px, height_px)?).create())
}

/// What plugins want to be handed. Nothing is ever fetched with it.
fn kernel() -> Option<Kernel<HeadlessEnvironment>> {
    let config = HeadlessMapWindowConfig::new(WindowSize::new(1, 1)?);
    let builder = KernelBuilder::new()
        .with_map_window_config(config)
        .with_http_client(ReqwestHttpClient::new(None))
        .with_apc(SchedulerAsyncProcedureCall::new(TokioScheduler::new()))
        .with_scheduler(TokioScheduler::new());
    Some(builder.build())
}
