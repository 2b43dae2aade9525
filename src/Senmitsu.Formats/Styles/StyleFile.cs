using System.Text;
using Senmitsu.Formats.Files;

namespace Senmitsu.Formats.Styles;

/// <summary>AUTOMATIC1111's <c>styles.csv</c>: columns name, prompt (formerly text), negative_prompt, in any order.</summary>
public static class StyleFile
{
    private const long MaxBytes = 16 << 20;
    private static readonly string[] Header = ["name", "prompt", "negative_prompt"];

    /// <summary>Reads all styles; rows whose name begins with <c>#</c> are dividers and left out.</summary>
    /// <exception cref="InvalidDataException">The file is too large, has no column of names, or a quote is never closed.</exception>
    public static IReadOnlyList<PromptStyle> Read(string path)
    {
        var rows = ReadRows(path);
        if (rows.Count == 0) return [];
        var (name, prompt, negative) = Columns(rows[0], path);
        return [.. rows.Skip(1).Where(row => Cell(row, name) is { Length: > 0 } text && text[0] != '#').Select(row => new PromptStyle(Cell(row, name), Cell(row, prompt), Cell(row, negative)))];
    }

    /// <summary>Puts a style into the file in the place of one of the same name, or behind the others. A missing file is made; dividers and other columns stay.</summary>
    /// <exception cref="InvalidDataException">The file is no list of styles.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Save(string path, PromptStyle style)
    {
        ArgumentNullException.ThrowIfNull(style);
        var rows = File.Exists(path) ? ReadRows(path) : [];
        if (rows.Count == 0) rows.Add([.. Header]);
        var (name, prompt, negative) = Columns(rows[0], path);
        var row = rows.Skip(1).FirstOrDefault(row => Cell(row, name) == style.Name);
        if (row is null) rows.Add(row = []);
        while (row.Count < rows[0].Count) row.Add("");
        row[name] = style.Name;
        if (prompt >= 0) row[prompt] = style.Prompt;
        if (negative >= 0) row[negative] = style.NegativePrompt;
        var text = string.Concat(rows.Select(cells => string.Join(',', cells.Select(Quoted)) + "\r\n"));
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
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
        return ReadRows(File.ReadAllText(path, Encoding.UTF8), path);
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
