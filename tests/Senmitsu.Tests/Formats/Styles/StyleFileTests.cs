using Senmitsu.Formats.Styles;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Formats.Styles;

public sealed class StyleFileTests
{
    [Fact]
    public void Read_OfAFileOfTheWebUi_GivesItsStyles()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("styles.csv");
        File.WriteAllText(path, "\uFEFFname,prompt,negative_prompt\r\n# divider,,\r\nfilm,\"{prompt}, 35mm,\n\"\"grain\"\"\",blurry\r\n夜,at night,\r\n\r\n");
        Assert.Equal([new("film", "{prompt}, 35mm,\n\"grain\"", "blurry"), new("夜", "at night", "")], StyleFile.Read(path));
    }

    [Fact]
    public void Read_OfAnOldFile_TakesTextForPrompt()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("styles.csv");
        File.WriteAllText(path, "name,text\nfilm,35mm");
        Assert.Equal([new("film", "35mm", "")], StyleFile.Read(path));
    }

    [Fact]
    public void Save_IntoAFileOfTheWebUi_KeepsWhatElseItHolds()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("styles.csv");
        File.WriteAllText(path, "\uFEFFname,prompt,negative_prompt,note\r\n# divider,,\r\nfilm,35mm,blurry,mine\r\n");
        StyleFile.Save(path, new("夜", "at night, \"{prompt}\"\nquiet", ""));
        StyleFile.Save(path, new("film", "35mm, grain", ""));
        Assert.Equal([new("film", "35mm, grain", ""), new("夜", "at night, \"{prompt}\"\nquiet", "")], StyleFile.Read(path));
        Assert.Contains("# divider", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Contains("film,\"35mm, grain\",,mine", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Save_WithoutAFile_MakesOne()
    {
        using var folder = new TemporaryFolder();
        StyleFile.Save(folder.File("styles.csv"), new("film", "35mm", "blurry"));
        Assert.Equal([new("film", "35mm", "blurry")], StyleFile.Read(folder.File("styles.csv")));
    }

    [Fact]
    public void Save_IntoAnOldFile_AddsTheColumnOfNegativePrompts()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("styles.csv");
        File.WriteAllText(path, "name,text\r\nfilm,35mm\r\n");
        StyleFile.Save(path, new("夜", "at night", "noise"));
        Assert.Equal([new("film", "35mm", ""), new("夜", "at night", "noise")], StyleFile.Read(path));
        Assert.Equal("name,text,negative_prompt\r\nfilm,35mm,\r\n夜,at night,noise\r\n", File.ReadAllText(path));
        Assert.Equal([0xEF, 0xBB, 0xBF], File.ReadAllBytes(path)[..3]); // as the web UI writes
    }

    [Theory]
    [InlineData("# film")]
    [InlineData("")]
    public void Save_OfANameThatIsNotListed_IsRefused(string name)
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<InvalidDataException>(() => StyleFile.Save(folder.File("styles.csv"), new(name, "35mm", "")));
        Assert.Contains("choose another name", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("styles.csv")));
    }

    [Fact]
    public void ReadAndSave_OfAFileInShiftJis_SaysWhatToDoAndChangesNothing()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("styles.csv");
        byte[] bytes = [.. "name,prompt\r\n"u8, 0x96, 0xE9, .. ",at night\r\n"u8]; // 夜
        File.WriteAllBytes(path, bytes);
        Assert.Contains("save it as UTF-8", Assert.Throws<InvalidDataException>(() => StyleFile.Read(path)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => StyleFile.Save(path, new("film", "35mm", "")));
        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("a,b\n1,2", "no column 'name'")]
    [InlineData("name,prompt\nfilm,\"open", "never closed")]
    public void Read_OfSomethingElse_SaysWhatIsWrong(string content, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("styles.csv");
        File.WriteAllText(path, content);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => StyleFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("35mm", "a cat ", "a cat, 35mm")]
    [InlineData("film of {prompt}, {prompt}", "a cat", "film of a cat, a cat")]
    [InlineData("", " a cat", "a cat")]
    [InlineData("35mm", "", "35mm")]
    public void Merge_FollowsTheWebUi(string style, string prompt, string expected) => Assert.Equal(expected, PromptStyle.Merge(style, prompt));
}
