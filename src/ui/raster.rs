//! Draws egui's triangles on the CPU: the window as a picture without a display, the same bytes on every machine.

use egui::epaint::{ClippedPrimitive, ImageData, Mesh, Primitive, TextureId, Vertex};
use egui::{Context, FullOutput, Rect, TexturesDelta};
use std::collections::HashMap;

/// A texture: width, height, and premultiplied colours from 0 to 1.
#[derive(Clone, Debug)]
struct Texture {
    width: usize,
    height: usize,
    pixels: Vec<[f32; 4]>,
}

impl Texture {
    fn pixel(&self, x: usize, y: usize) -> [f32; 4] {
        self.pixels.get(y * self.width + x).copied().unwrap_or_default()
    }

    /// The colour between the four nearest pixels.
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let x = (u * self.width as f32 - 0.5).clamp(0.0, self.width.saturating_sub(1) as f32);
        let y = (v * self.height as f32 - 0.5).clamp(0.0, self.height.saturating_sub(1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let (fx, fy) = (x - left as f32, y - top as f32);
        let corners =
            [self.pixel(left, top), self.pixel(right, top), self.pixel(left, bottom), self.pixel(right, bottom)];
        std::array::from_fn(|k| {
            let upper = corners[0][k] * (1.0 - fx) + corners[1][k] * fx;
            let lower = corners[2][k] * (1.0 - fx) + corners[3][k] * fx;
            upper * (1.0 - fy) + lower * fy
        })
    }
}

/// The textures a context has handed out so far.
#[derive(Clone, Default, Debug)]
pub struct Raster {
    textures: HashMap<TextureId, Texture>,
}

/// A picture: width, height, RGBA bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pixels {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Red, green, blue, alpha for each pixel, row by row.
    pub bytes: Vec<u8>,
}

impl Raster {
    /// Takes textures in.
    #[allow(clippy::iter_over_hash_type)] // each texture is its own: their order cannot matter
    pub fn take(&mut self, delta: &mut TexturesDelta) {
        for (id, parts) in delta.set.drain() {
            for part in parts {
                let ImageData::Color(image) = &part.image;
                let [width, height] = image.size;
                let pixels: Vec<[f32; 4]> =
                    image.pixels.iter().map(|colour| colour.to_array().map(|value| f32::from(value) / 255.0)).collect();
                match part.pos {
                    None => drop(self.textures.insert(id, Texture { width, height, pixels })),
                    Some([left, top]) => {
                        let Some(texture) = self.textures.get_mut(&id) else { continue };
                        for (row, line) in pixels.chunks(width.max(1)).enumerate() {
                            let start = (top + row) * texture.width + left;
                            if let Some(target) = texture.pixels.get_mut(start..start + line.len()) {
                                target.copy_from_slice(line);
                            }
                        }
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    /// The picture of one frame's output.
    pub fn shot(&self, ctx: &Context, output: &FullOutput) -> Pixels {
        let pixels_per_point = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * pixels_per_point;
        let primitives = ctx.tessellate(output.shapes.clone(), pixels_per_point);
        self.paint(&primitives, pixels_per_point, size.x.round() as usize, size.y.round() as usize)
    }

    fn paint(&self, primitives: &[ClippedPrimitive], pixels_per_point: f32, width: usize, height: usize) -> Pixels {
        let mut canvas = Canvas { width, height, colours: vec![[0.0; 4]; width * height] };
        for clipped in primitives {
            if let Primitive::Mesh(mesh) = &clipped.primitive
                && let Some(texture) = self.textures.get(&mesh.texture_id)
            {
                canvas.mesh(mesh, texture, clipped.clip_rect, pixels_per_point);
            }
        }
        let byte = |value: f32| (value.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
        let bytes = canvas.colours.iter().flat_map(|colour| colour.map(byte)).collect();
        Pixels { width, height, bytes }
    }
}

struct Canvas {
    width: usize,
    height: usize,
    colours: Vec<[f32; 4]>,
}

/// Twice the signed area of a triangle.
fn area(a: (f32, f32), b: (f32, f32), c: (f32, f32)) -> f32 {
    (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
}

/// Whether an edge is a top or left one: its pixels belong to the triangle.
fn is_top_left(a: (f32, f32), b: (f32, f32)) -> bool {
    (a.1 == b.1 && b.0 > a.0) || b.1 < a.1
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, texture: &Texture, clip: Rect, scale: f32) {
        let bound = |value: f32, most: usize| (value.round().max(0.0) as usize).min(most);
        let clip = [
            bound(clip.min.x * scale, self.width),
            bound(clip.min.y * scale, self.height),
            bound(clip.max.x * scale, self.width),
            bound(clip.max.y * scale, self.height),
        ];
        for corners in mesh.indices.chunks_exact(3) {
            let vertex = |k: usize| mesh.vertices.get(corners[k] as usize);
            if let (Some(a), Some(b), Some(c)) = (vertex(0), vertex(1), vertex(2)) {
                self.triangle([a, b, c], texture, clip, scale);
            }
        }
    }

    fn triangle(&mut self, mut corners: [&Vertex; 3], texture: &Texture, clip: [usize; 4], scale: f32) {
        let place = |vertex: &Vertex| (vertex.pos.x * scale, vertex.pos.y * scale);
        let mut whole = area(place(corners[0]), place(corners[1]), place(corners[2]));
        if whole == 0.0 {
            return;
        }
        if whole < 0.0 {
            corners.swap(1, 2);
            whole = -whole;
        }
        let places = corners.map(place);
        let least = |values: [f32; 3]| values.into_iter().fold(f32::MAX, f32::min).floor().max(0.0) as usize;
        let most = |values: [f32; 3]| values.into_iter().fold(f32::MIN, f32::max).ceil().max(0.0) as usize;
        let (xs, ys) = (places.map(|p| p.0), places.map(|p| p.1));
        let (left, right) = (least(xs).max(clip[0]), most(xs).min(clip[2]));
        let (top, bottom) = (least(ys).max(clip[1]), most(ys).min(clip[3]));
        let edges = [(places[1], places[2]), (places[2], places[0]), (places[0], places[1])];
        let owns = edges.map(|(a, b)| is_top_left(a, b));
        let colours = corners.map(|vertex| vertex.color.to_array().map(|value| f32::from(value) / 255.0));
        for y in top..bottom {
            for x in left..right {
                let point = (x as f32 + 0.5, y as f32 + 0.5);
                let shares = edges.map(|(a, b)| area(a, b, point));
                if (0..3).any(|k| shares[k] < 0.0 || (shares[k] == 0.0 && !owns[k])) {
                    continue;
                }
                let shares = shares.map(|share| share / whole);
                let mix = |values: [f32; 3]| (0..3).map(|k| values[k] * shares[k]).sum::<f32>();
                let texel = texture.sample(mix(corners.map(|v| v.uv.x)), mix(corners.map(|v| v.uv.y)));
                let source: [f32; 4] = std::array::from_fn(|k| mix(colours.map(|colour| colour[k])) * texel[k]);
                if let Some(target) = self.colours.get_mut(y * self.width + x) {
                    for k in 0..4 {
                        target[k] = source[k] + target[k] * (1.0 - source[3]);
                    }
                }
            }
        }
    }
}
