using MudBlazor;

namespace Senmitsu.Web.Components.Layout;

/// <summary>Colours, letters and corners of the studio.</summary>
internal static class StudioTheme
{
    private static readonly string[] Fonts = ["system-ui", "-apple-system", "Segoe UI", "Hiragino Kaku Gothic ProN", "Yu Gothic UI", "Noto Sans JP", "Noto Sans CJK JP", "sans-serif"];

    /// <summary>The theme, dark and light.</summary>
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b766b", PrimaryContrastText = "#ffffff", Secondary = "#8a5a2b", Background = "#f5f4f0", Surface = "#ffffff",
            TextPrimary = "#23262b", TextSecondary = "#5f6670", LinesDefault = "#e3e1da", LinesInputs = "#c9c6bd", Divider = "#e3e1da",
            ActionDefault = "#5f6670", Error = "#b3352b", Warning = "#9a6700", Success = "#2f7d4f", Info = "#2f6f9f",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#62c1b3", PrimaryContrastText = "#0e1715", Secondary = "#d7a26a", Background = "#15171b", Surface = "#1d2026",
            TextPrimary = "#e7e9ed", TextSecondary = "#9ba3af", LinesDefault = "#2c3038", LinesInputs = "#414751", Divider = "#2c3038",
            ActionDefault = "#9ba3af", Error = "#ef8379", Warning = "#e0b155", Success = "#79c493", Info = "#7db6de",
        },
        Typography = new Typography { Default = new DefaultTypography { FontFamily = Fonts, FontSize = ".875rem" }, Button = new ButtonTypography { FontFamily = Fonts, TextTransform = "none", LetterSpacing = "normal", FontWeight = "600" } },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px" },
    };
}
