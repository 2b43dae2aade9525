namespace Senmitsu.Models.Clip;

/// <summary>The 32 places where Windows-1252 and Latin-1 differ.</summary>
internal static class Windows1252
{
    // Bytes 0x80 to 0x9F in order; the five unassigned bytes keep their control character.
    private const string C1Characters =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>The character Windows-1252 has at a C1 control position.</summary>
    /// <param name="code">0x80 to 0x9F.</param>
    public static char C1(long code) => C1Characters[(int)(code - 0x80)];
}
