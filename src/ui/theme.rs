//! Faces, colours and distances: the only place where they stand.
//!
//! Marks differ by form as well as by colour, and every text colour meets WCAG AA on its ground (a test computes it).

use crate::io::settings;
use crate::model::EntityKind;
use egui::{Color32, Context, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Stroke, TextStyle, Vec2};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, OnceLock};

/// The colours of one theme, named for what they paint.
#[derive(Clone, Copy, PartialEq, Debug)]
#[allow(missing_docs)] // each is named for what it paints
pub struct Colours {
    pub ground: Color32,
    pub paper: Color32,
    pub ink: Color32,
    pub soft_ink: Color32,
    pub line: Color32,
    pub panel: Color32,
    pub card: Color32,
    pub button: Color32,
    pub accent: Color32,
    pub on_accent: Color32,
    pub quote_ground: Color32,
    pub quote_rule: Color32,
    pub figure: Color32,
    pub person: Color32,
    pub organisation: Color32,
    pub place: Color32,
    pub group: Color32,
    pub other: Color32,
    pub chosen: Color32,
    pub reviewed: Color32,
    pub doubt: Color32,
    pub selection: Color32,
}

const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

/// Light: dark ink on warm paper.
pub const LIGHT: Colours = Colours {
    ground: hex(0xf4f2ee),
    paper: hex(0xfffdf9),
    ink: hex(0x22201c),
    soft_ink: hex(0x6d675e),
    line: hex(0xe2ddd3),
    panel: hex(0xfaf8f4),
    card: hex(0xffffff),
    button: hex(0xece8df),
    accent: hex(0x1f5fa8),
    on_accent: hex(0xffffff),
    quote_ground: hex(0xfbeecb),
    quote_rule: hex(0xc98a1b),
    figure: hex(0x1f5fa8),
    person: hex(0xa33b5c),
    organisation: hex(0x5b4a9e),
    place: hex(0x2b7a4b),
    group: hex(0x9a5b16),
    other: hex(0x6d675e),
    chosen: hex(0xdbe8f8),
    reviewed: hex(0x2b7a4b),
    doubt: hex(0xb24c16),
    selection: hex(0xc4daf5),
};

/// Dark: soft light ink on near-black.
pub const DARK: Colours = Colours {
    ground: hex(0x17181b),
    paper: hex(0x1d1f23),
    ink: hex(0xe6e2da),
    soft_ink: hex(0x9a958b),
    line: hex(0x2e3137),
    panel: hex(0x1a1c20),
    card: hex(0x22252a),
    button: hex(0x2b2e34),
    accent: hex(0x7fb2ef),
    on_accent: hex(0x10151c),
    quote_ground: hex(0x3a3220),
    quote_rule: hex(0xd9a441),
    figure: hex(0x7fb2ef),
    person: hex(0xe58aa6),
    organisation: hex(0xb3a5ee),
    place: hex(0x7fcf9d),
    group: hex(0xe0ae6d),
    other: hex(0x9a958b),
    chosen: hex(0x26384f),
    reviewed: hex(0x7fcf9d),
    doubt: hex(0xef9a5f),
    selection: hex(0x35506f),
};

impl Colours {
    /// The colours of the theme the window shows.
    pub fn of(ctx: &Context) -> &'static Colours {
        if Self::are_dark(ctx) { &DARK } else { &LIGHT }
    }

    /// Whether the window shows the dark theme.
    pub fn are_dark(ctx: &Context) -> bool {
        ctx.global_style().visuals.dark_mode
    }

    /// The colour of an entity's kind.
    pub fn entity(&self, kind: EntityKind) -> Color32 {
        match kind {
            EntityKind::Person => self.person,
            EntityKind::Organisation => self.organisation,
            EntityKind::Place => self.place,
            EntityKind::Group => self.group,
            EntityKind::Facility | EntityKind::Other => self.other,
        }
    }
}

/// Points of the page's running text.
pub const PAGE_POINTS: f32 = 17.0;
/// Its line height over its points.
pub const PAGE_LEADING: f32 = 1.62;
/// The widest column, 60 to 75 characters.
pub const COLUMN_POINTS: f32 = 610.0;
/// The margin left of the column that holds speakers' names.
pub const MARGIN_POINTS: f32 = 150.0;
/// The space between paragraphs.
pub const PARAGRAPH_GAP: f32 = 14.0;
/// Points of panels and menus.
pub const UI_POINTS: f32 = 13.0;
/// Points of small print.
pub const SMALL_POINTS: f32 = 11.5;
/// Corners.
pub const RADIUS: u8 = 6;

/// Reading serif, regular.
pub fn serif(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name("serif".into()))
}

/// Reading serif, italic.
pub fn serif_italic(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name("serif-italic".into()))
}

/// Reading serif, bold.
pub fn serif_bold(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name("serif-bold".into()))
}

/// UI sans, regular.
pub fn sans(points: f32) -> FontId {
    FontId::new(points, FontFamily::Proportional)
}

/// UI sans, medium.
pub fn medium(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name("medium".into()))
}

/// UI sans, semibold.
pub fn semibold(points: f32) -> FontId {
    FontId::new(points, FontFamily::Name("semibold".into()))
}

/// The bundled faces, packed with gzip; Noto Serif without its hinting, which is not used at these sizes. Together a third
/// of what they weigh as they come.
const FACES: [(&str, &[u8]); 6] = [
    ("serif", include_bytes!("../../assets/fonts/NotoSerif-Regular.ttf.gz")),
    ("serif-italic", include_bytes!("../../assets/fonts/NotoSerif-Italic.ttf.gz")),
    ("serif-bold", include_bytes!("../../assets/fonts/NotoSerif-Bold.ttf.gz")),
    ("sans", include_bytes!("../../assets/fonts/Inter-Regular.otf.gz")),
    ("medium", include_bytes!("../../assets/fonts/Inter-Medium.otf.gz")),
    ("semibold", include_bytes!("../../assets/fonts/Inter-SemiBold.otf.gz")),
];

/// The faces unpacked, once in a run.
fn faces() -> &'static [(&'static str, Arc<FontData>)] {
    static UNPACKED: OnceLock<Vec<(&str, Arc<FontData>)>> = OnceLock::new();
    UNPACKED.get_or_init(|| {
        let unpack = |packed: &[u8]| {
            let mut face = Vec::new();
            let read = flate2::read::GzDecoder::new(packed).read_to_end(&mut face);
            read.is_ok().then(|| Arc::new(FontData::from_owned(face)))
        };
        FACES.iter().filter_map(|(name, packed)| Some((*name, unpack(packed)?))).collect()
    })
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, face) in faces() {
        fonts.font_data.insert((*name).to_owned(), face.clone());
        let family = if *name == "sans" { FontFamily::Proportional } else { FontFamily::Name((*name).into()) };
        // The reading serif covers more scripts than the sans; the system's faces have the rest.
        fonts.families.insert(family, vec![(*name).to_owned(), "serif".to_owned()]);
    }
    // Nothing is set in a typewriter face; egui wants the family to be there.
    fonts.families.insert(FontFamily::Monospace, vec!["sans".to_owned()]);
    fonts
}

/// Puts faces and colours into a new context.
pub fn install(ctx: &Context) {
    ctx.set_fonts(fonts());
    // A desktop that does not say what it prefers gets paper.
    ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
    for (theme, colours) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        let mut style = (*ctx.style_of(theme)).clone();
        dress(&mut style, colours);
        ctx.set_style_of(theme, style);
    }
}

/// Shows the theme a person chose.
pub fn show(ctx: &Context, theme: settings::Theme) {
    let preference = match theme {
        settings::Theme::System => egui::ThemePreference::System,
        settings::Theme::Light => egui::ThemePreference::Light,
        settings::Theme::Dark => egui::ThemePreference::Dark,
    };
    if ctx.options(|options| options.theme_preference) != preference {
        ctx.set_theme(preference);
    }
}

fn dress(style: &mut egui::Style, colours: &Colours) {
    style.text_styles = BTreeMap::from([
        (TextStyle::Small, sans(SMALL_POINTS)),
        (TextStyle::Body, sans(UI_POINTS)),
        (TextStyle::Button, sans(UI_POINTS)),
        (TextStyle::Heading, semibold(UI_POINTS)),
        (TextStyle::Monospace, FontId::monospace(UI_POINTS)),
    ]);
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(8.0, 4.0);
    spacing.button_padding = Vec2::new(10.0, 4.0);
    spacing.interact_size.y = 24.0;
    spacing.scroll = egui::style::ScrollStyle::thin();
    spacing.menu_width = 240.0;
    spacing.tooltip_width = 420.0;
    let visuals = &mut style.visuals;
    visuals.panel_fill = colours.panel;
    visuals.window_fill = colours.card;
    visuals.window_stroke = Stroke::new(1.0, colours.line);
    visuals.window_shadow = egui::Shadow::NONE;
    visuals.popup_shadow = egui::Shadow::NONE;
    visuals.extreme_bg_color = colours.card;
    visuals.faint_bg_color = colours.ground;
    visuals.hyperlink_color = colours.accent;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(colours.soft_ink);
    visuals.selection.bg_fill = colours.chosen;
    visuals.selection.stroke = Stroke::new(1.0, colours.ink);
    let radius = CornerRadius::same(RADIUS);
    visuals.window_corner_radius = radius;
    visuals.menu_corner_radius = radius;
    let widgets = &mut visuals.widgets;
    for (widget, fill) in [
        (&mut widgets.noninteractive, colours.panel),
        (&mut widgets.inactive, colours.button),
        (&mut widgets.hovered, colours.chosen),
        (&mut widgets.active, colours.chosen),
        (&mut widgets.open, colours.chosen),
    ] {
        widget.bg_fill = fill;
        widget.weak_bg_fill = fill;
        widget.bg_stroke = Stroke::NONE;
        widget.fg_stroke = Stroke::new(1.0, colours.ink);
        widget.corner_radius = radius;
        widget.expansion = 0.0;
    }
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, colours.line);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color32) -> f64 {
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(colour.r()) + 0.7152 * part(colour.g()) + 0.0722 * part(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_bundled_face_unpacks() {
        assert_eq!(faces().len(), FACES.len());
    }

    #[test]
    fn text_on_every_ground_meets_wcag_aa() {
        for c in [LIGHT, DARK] {
            for ground in [c.paper, c.panel, c.card, c.ground, c.quote_ground, c.chosen, c.button, c.selection] {
                assert!(contrast(c.ink, ground) >= 4.5, "ink on {ground:?}");
            }
            for ground in [c.paper, c.panel, c.card, c.ground] {
                for text in [c.soft_ink, c.accent, c.doubt, c.reviewed, c.person, c.organisation, c.place, c.group] {
                    assert!(contrast(text, ground) >= 4.5, "{text:?} on {ground:?}: {}", contrast(text, ground));
                }
            }
            assert!(contrast(c.on_accent, c.accent) >= 4.5);
        }
    }
}
