using Senmitsu.Formats.Python;

namespace Senmitsu.Tests.Formats.Python;

/// <summary>Compared with Python 3's <c>shlex.split</c>.</summary>
public sealed class PythonWordsTests
{
    [Theory]
    [InlineData("""--prompt "a cat, at night" --steps 30""", "--prompt|a cat, at night|--steps|30")]
    [InlineData("""a"b c"d 'e"f' g\ h "i\"j\\k\l" "" ' ' """, """ab cd|e"f|g h|i"j\k\l|| """)]
    [InlineData("日本 '猫 犬'  x", "日本|猫 犬|x")]
    [InlineData("  ", "")]
    public void Split_OfALine_IsPythons(string line, string expected) => Assert.Equal(expected, string.Join('|', PythonWords.Split(line)));

    [Theory]
    [InlineData("it's", "' at character 3 is not closed")]
    [InlineData("\"a", "\" at character 1 is not closed")]
    [InlineData("a\\", "nothing follows")]
    public void Split_OfAnOpenEnd_Throws(string line, string expected) => Assert.Contains(expected, Assert.Throws<FormatException>(() => PythonWords.Split(line)).Message, StringComparison.Ordinal);
}
