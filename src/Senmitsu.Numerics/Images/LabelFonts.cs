using System.Text;
using SkiaSharp;

namespace Senmitsu.Numerics.Images;

/// <summary>
/// The system's fonts, chosen letter by letter: the default font, and for letters it lacks, such as Japanese ones, the first font that has
/// them. Letters that no font has show as an empty box. Owns the fonts.
/// </summary>
internal sealed class LabelFonts : IDisposable
{
    private static readonly string[] Preferred = ["Noto Sans", "DejaVu Sans", "Segoe UI", "Helvetica", "Arial"];

    private readonly SKTypeface _default;
    private readonly Dictionary<int, SKTypeface> _byLetter = [];
    private readonly List<SKTypeface> _owned = [];

    /// <summary>Opens the default font.</summary>
    public LabelFonts()
    {
        var families = SKFontManager.Default.FontFamilies.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var name = Preferred.FirstOrDefault(families.Contains) ?? families.FirstOrDefault();
        _default = (name is null ? null : SKFontManager.Default.MatchFamily(name)) ?? SKTypeface.Default;
    }

    /// <summary>The font for a letter. Borrowed.</summary>
    public SKTypeface For(Rune letter)
    {
        if (Has(_default, letter.Value)) return _default;
        if (_byLetter.TryGetValue(letter.Value, out var known)) return known;
        if (_owned.Find(typeface => Has(typeface, letter.Value)) is { } used) return _byLetter[letter.Value] = used;
        return _byLetter[letter.Value] = Search(letter.Value) ?? _default;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var typeface in _owned) typeface.Dispose();
    }

    /// <summary>Asks the system first; where it cannot tell, as in builds without fontconfig, looks into every family.</summary>
    private SKTypeface? Search(int letter)
    {
        var manager = SKFontManager.Default;
        var found = manager.MatchCharacter(letter);
        if (found is not null && Has(found, letter)) return Own(found);
        found?.Dispose();
        foreach (var family in manager.FontFamilies)
        {
            var typeface = manager.MatchFamily(family);
            if (typeface is not null && Has(typeface, letter)) return Own(typeface);
            if (!ReferenceEquals(typeface, _default)) typeface?.Dispose();
        }

        return null;
    }

    private static bool Has(SKTypeface typeface, int letter)
    {
        using var font = new SKFont(typeface);
        return font.ContainsGlyph(letter);
    }

    private SKTypeface Own(SKTypeface typeface)
    {
        _owned.Add(typeface);
        return typeface;
    }
}
