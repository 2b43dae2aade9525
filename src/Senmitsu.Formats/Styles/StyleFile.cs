using System.Text;

namespace Senmitsu.Formats.Styles;

/// <summary>AUTOMATIC1111's <c>styles.csv</c>: columns name, prompt (formerly text), negative_prompt, in any order.</summary>
public static class StyleFile
{
    private const long MaxBytes = 16 << 20;

    /// <summary>Reads all styles; rows whose name begins with <c>#</c> are dividers and left out.</summary>
    /// <exception cref="InvalidDataException">The file is too large, has no column of names, or a quote is never closed.</exception>
    public static IReadOnlyList<PromptStyle> Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes) throw new InvalidDataException($"{path} is larger than {MaxBytes >> 20} MiB, which no list of styles is; give a styles.csv");
        var rows = ReadRows(File.ReadAllText(path, Encoding.UTF8), path);
        if (rows.Count == 0) return [];
        var header = rows[0].ConvertAll(column => column.Trim());
        int name = header.IndexOf("name"), prompt = Math.Max(header.IndexOf("prompt"), header.IndexOf("text")), negative = header.IndexOf("negative_prompt");
        if (name < 0) throw new InvalidDataException($"{path} has no column 'name' in its first line, got '{string.Join(',', header)}'; expected name,prompt,negative_prompt");
        return [.. rows.Skip(1).Where(row => Cell(row, name) is { Length: > 0 } text && text[0] != '#').Select(row => new PromptStyle(Cell(row, name), Cell(row, prompt), Cell(row, negative)))];
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
