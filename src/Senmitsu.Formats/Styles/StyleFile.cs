using System.Text;
using Senmitsu.Formats.Files;

namespace Senmitsu.Formats.Styles;

/// <summary>AUTOMATIC1111's <c>styles.csv</c>: columns name, prompt (formerly text), negative_prompt, in any order.</summary>
public static class StyleFile
{
    private const long MaxBytes = 16 << 20;
    private static readonly string[] Header = ["name", "prompt", "negative_prompt"];

    /// <summary>With a byte order mark, as the web UI writes and Excel needs.</summary>
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    /// <summary>Reads all styles; rows whose name begins with <c>#</c> are dividers and left out.</summary>
    /// <exception cref="InvalidDataException">The file is too large, is not UTF-8, has no column of names, or a quote is never closed.</exception>
    public static IReadOnlyList<PromptStyle> Read(string path)
    {
        var rows = ReadRows(path);
        if (rows.Count == 0) return [];
        var (name, prompt, negative) = Columns(rows[0], path);
        return [.. rows.Skip(1).Where(row => IsName(Cell(row, name))).Select(row => new PromptStyle(Cell(row, name), Cell(row, prompt), Cell(row, negative)))];
    }

    /// <summary>Puts a style into the file in the place of one of the same name, or behind the others. A missing file is made; dividers and other columns stay.</summary>
    /// <exception cref="InvalidDataException">The file is no list of styles, or the name is none that would be read.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Save(string path, PromptStyle style)
    {
        ArgumentNullException.ThrowIfNull(style);
        if (!IsName(style.Name)) throw new InvalidDataException($"a style of the name '{style.Name}' would not be listed: in {Path.GetFileName(path)} a row without a name, or with # before it, divides others; choose another name");
        var rows = File.Exists(path) ? ReadRows(path) : [];
        if (rows.Count == 0) rows.Add([.. Header]);
        var (name, prompt, negative) = Columns(rows[0], path);
        if (prompt < 0) prompt = AddColumn(rows, Header[1]);
        if (negative < 0 && style.NegativePrompt.Length > 0) negative = AddColumn(rows, Header[2]);
        var row = rows.Skip(1).FirstOrDefault(row => Cell(row, name) == style.Name);
        if (row is null) rows.Add(row = []);
        Fill(row, rows[0].Count);
        row[name] = style.Name;
        row[prompt] = style.Prompt;
        if (negative >= 0) row[negative] = style.NegativePrompt;
        var text = string.Concat(rows.Select(cells => string.Join(',', cells.Select(Quoted)) + "\r\n"));
        AtomicFile.Write(path, stream => stream.Write([.. StrictUtf8.Preamble, .. StrictUtf8.GetBytes(text)]));
    }

    private static bool IsName(string text) => text.Length > 0 && text[0] != '#';

    /// <returns>Its number.</returns>
    private static int AddColumn(List<List<string>> rows, string name)
    {
        var column = rows[0].Count;
        rows[0].Add(name);
        foreach (var row in rows) Fill(row, rows[0].Count);
        return column;
    }

    private static void Fill(List<string> row, int columns)
    {
        while (row.Count < columns) row.Add("");
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static (int Name, int Prompt, int Negative) Columns(List<string> first, string path)
    {
        var header = first.ConvertAll(column => column.Trim());
        int name = header.IndexOf(Header[0]), prompt = Math.Max(header.IndexOf(Header[1]), header.IndexOf("text")), negative = header.IndexOf(Header[2]);
        return name >= 0
            ? (name, prompt, negative)
            : throw new InvalidDataException($"{path} has no column 'name' in its first line, got '{string.Join(',', header)}'; expected {string.Join(',', Header)}");
    }

    private static List<List<string>> ReadRows(string path)
    {
        if (new FileInfo(path).Length > MaxBytes) throw new InvalidDataException($"{path} is larger than {MaxBytes >> 20} MiB, which no list of styles is; give a styles.csv");
        try
        {
            return ReadRows(StrictUtf8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF'), path);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"{path} is not UTF-8: save it as UTF-8 in your editor, in Excel as 'CSV UTF-8'", e);
        }
    }

    private static string Cell(List<string> row, int column) => column >= 0 && column < row.Count ? row[column] : "";

    // film,"{prompt}, 35mm, ""grain""",blurry   (a quoted cell may hold line breaks)
    private static List<List<string>> ReadRows(string text, string path)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted)
            {
                if (c != '"') cell.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') cell.Append(text[i++]);
                else isQuoted = false;
            }
            else if (c == '"' && cell.Length == 0) isQuoted = true;
            else if (c == ',') EndCell();
            else if (c == '\n') EndRow();
            else if (c != '\r') cell.Append(c);
        }

        if (isQuoted) throw new InvalidDataException($"{path}: a quote in row {rows.Count + 1} is never closed; double the quotes inside a cell");
        EndRow();
        return rows;

        void EndCell()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }

        void EndRow()
        {
            EndCell();
            if (row.Count > 1 || row[0].Length > 0) rows.Add(row);
            row = [];
        }
    }
}
