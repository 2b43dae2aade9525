using System.Text;

namespace Senmitsu.Formats.Python;

/// <summary>A line in words as Python's <c>shlex.split</c> cuts it: blanks between words, <c>'…'</c>, <c>"…"</c> and <c>\</c> keep blanks in one.</summary>
public static class PythonWords
{
    /// <summary>Cuts a line.</summary>
    /// <exception cref="FormatException">A quotation mark is not closed, or nothing follows a backslash.</exception>
    public static IReadOnlyList<string> Split(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = new List<string>();
        var word = new StringBuilder();
        var isInWord = false;
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (letter is ' ' or '\t' or '\r' or '\n')
            {
                if (isInWord) words.Add(word.ToString());
                word.Clear();
                isInWord = false;
                continue;
            }

            isInWord = true;
            if (letter is '"' or '\'') i = Quoted(line, i, word);
            else word.Append(letter == '\\' ? Escaped(line, ++i) : letter);
        }

        if (isInWord) words.Add(word.ToString());
        return words;
    }

    /// <summary>Takes what stands between quotation marks; in double ones a backslash escapes these and itself.</summary>
    /// <returns>Where the closing mark is.</returns>
    private static int Quoted(string line, int start, StringBuilder word)
    {
        var mark = line[start];
        for (var i = start + 1; i < line.Length; i++)
        {
            if (line[i] == mark) return i;
            if (mark == '"' && line[i] == '\\' && i + 1 < line.Length && line[i + 1] is '"' or '\\') i++;
            word.Append(line[i]);
        }

        throw new FormatException($"the quotation mark {mark} at character {start + 1} is not closed; write another at its end, or put the text between the other kind of marks");
    }

    private static char Escaped(string line, int i) => i < line.Length ? line[i] : throw new FormatException("nothing follows the \\ at the end; write \\\\ for the character itself");
}
