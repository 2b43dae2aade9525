using System.Text;
using SkiaSharp;

namespace Senmitsu.Numerics.Images;

/// <summary>
/// The system's fonts, chosen letter by letter: a plain font, and for letters it lacks, such as Japanese ones, the first font that has
/// them. Letters that no font has show as an empty box; without any font nothing is drawn. Owns the fonts.
/// </summary>
/// <remarks>Font files are opened by hand where the system's font list is empty: SkiaSharp's Linux build without dependencies does not know fontconfig.</remarks>
internal sealed class LabelFonts : IDisposable
{
    private static readonly string[] PlainFamilies = ["Noto Sans", "DejaVu Sans", "Segoe UI", "Helvetica", "Arial"];
    private static readonly string[] PlainFiles = ["NotoSans-Regular", "DejaVuSans", "LiberationSans-Regular", "segoeui", "Helvetica", "arial"];
    private static readonly string[] Endings = [".ttf", ".otf", ".ttc"];
    private static readonly string[] Folders =
    [
        "/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts",
        Environment.GetFolderPath(Environment.SpecialFolder.Fonts),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "fonts"),
    ];

    private readonly List<SKTypeface> _opened = [];
    private readonly Dictionary<int, SKTypeface> _byLetter = [];
    private readonly Lazy<List<string>> _files = new(FontFiles);
    private readonly SKTypeface _plain;

    /// <summary>Opens the plain font.</summary>
    public LabelFonts()
    {
        var manager = SKFontManager.Default;
        var family = PlainFamilies.FirstOrDefault(name => manager.FontFamilies.Contains(name, StringComparer.OrdinalIgnoreCase));
        var plain = family is null ? null : manager.MatchFamily(family);
        if (plain is null || !Has(plain, 'A')) plain = PlainFile();
        _plain = plain is null ? SKTypeface.Default : Keep(plain);
    }

    /// <summary>The font for a letter. Borrowed.</summary>
    public SKTypeface For(Rune letter)
    {
        if (Has(_plain, letter.Value)) return _plain;
        if (_byLetter.TryGetValue(letter.Value, out var known)) return known;
        return _byLetter[letter.Value] = _opened.Find(typeface => Has(typeface, letter.Value)) ?? Search(letter.Value) ?? _plain;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var typeface in _opened) typeface.Dispose();
    }

    private static List<string> FontFiles() =>
    [
        .. Folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }))
            .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .OrderByDescending(file => file.Contains("Regular", StringComparison.OrdinalIgnoreCase))
            .ThenBy(file => file, StringComparer.Ordinal),
    ];

    private static bool Has(SKTypeface typeface, int letter)
    {
        using var font = new SKFont(typeface);
        return font.ContainsGlyph(letter);
    }

    private SKTypeface? PlainFile()
    {
        var plain = PlainFiles.Select(name => _files.Value.Find(file => Path.GetFileNameWithoutExtension(file).Equals(name, StringComparison.OrdinalIgnoreCase))).OfType<string>();
        return plain.Concat(_files.Value).Select(file => SKTypeface.FromFile(file)).FirstOrDefault(typeface => typeface is not null && Has(typeface, 'A'));
    }

    private SKTypeface? Search(int letter)
    {
        if (SKFontManager.Default.MatchCharacter(letter) is { } matched && Has(matched, letter)) return Keep(matched);
        foreach (var file in _files.Value)
        {
            var typeface = SKTypeface.FromFile(file);
            if (typeface is null) continue;
            if (Has(typeface, letter)) return Keep(typeface);
            typeface.Dispose();
        }

        return null;
    }

    private SKTypeface Keep(SKTypeface typeface)
    {
        _opened.Add(typeface);
        return typeface;
    }
}
