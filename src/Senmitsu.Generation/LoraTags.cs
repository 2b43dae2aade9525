using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Senmitsu.Diffusion.Prompts;
using Senmitsu.Models.Lora;

namespace Senmitsu.Generation;

/// <summary>A prompt separated from its <c>&lt;lora:…&gt;</c> tags.</summary>
/// <param name="Prompt">The text without any tag; the blanks around them stay, as in AUTOMATIC1111.</param>
/// <param name="Tags">The LoRAs in order of appearance.</param>
/// <param name="Notes">Tags that have no effect here, each with the reason.</param>
public sealed partial record LoraTags(string Prompt, IReadOnlyList<LoraTag> Tags, IReadOnlyList<PromptNote> Notes)
{
    /// <summary>
    /// Takes the tags out of a prompt: <c>&lt;lora:NAME&gt;</c>, <c>&lt;lora:NAME:STRENGTH&gt;</c>, <c>&lt;lora:NAME:TE:UNET&gt;</c>, or with
    /// <c>te=</c> and <c>unet=</c>; a third number or <c>dyn=</c> is the rank used, <c>lbw=</c> lists strengths by block; <c>lyco</c> is the same as <c>lora</c>. Tags of other types are removed and noted.
    /// </summary>
    /// <exception cref="PromptException">A tag names no LoRA, or a number in it is none.</exception>
    public static LoraTags Extract(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var tags = new List<LoraTag>();
        var notes = new List<PromptNote>();
        var text = new StringBuilder();
        var end = 0;
        // "a cat <lora:ai_model_v1:0.8>, <lora:style:te=0:unet=1>"
        foreach (Match match in Tag().Matches(prompt))
        {
            text.Append(prompt.AsSpan(end, match.Index - end));
            end = match.Index + match.Length;
            if (match.Groups["type"].Value is "lora" or "lyco")
                tags.Add(Read(prompt, match, notes));
            else
                notes.Add(new(match.Index, $"{match.Value} has no effect: only lora and lyco tags are known"));
        }

        text.Append(prompt.AsSpan(end));
        return new(text.ToString(), tags, notes);
    }

    [GeneratedRegex(@"<(?<type>\w+):(?<arguments>[^>]+)>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    private static LoraTag Read(string prompt, Match match, List<PromptNote> notes)
    {
        var arguments = match.Groups["arguments"].Value.Split(':');
        if (string.IsNullOrWhiteSpace(arguments[0]))
            throw new PromptException(prompt, match.Index, $"{match.Value} at character {match.Index + 1} of the prompt names no LoRA; write for example <lora:name:0.8>");

        string? textEncoder = null, unet = null, dynamic = null, blocks = null;
        var position = 0;
        foreach (var argument in arguments.Skip(1))
        {
            var named = argument.Split('=');
            var key = named.Length == 2 ? named[0].Trim() : (++position) switch { 1 => "te", 2 => "unet", 3 => "dyn", _ => "" };
            var value = named.Length == 2 ? named[1] : argument;
            if (key == "te" && (named.Length == 2 || textEncoder is null)) textEncoder = value;
            else if (key == "unet" && (named.Length == 2 || unet is null)) unet = value;
            else if (key == "dyn" && (named.Length == 2 || dynamic is null)) dynamic = value;
            else if (key == "lbw") blocks = value.Trim();
            else if (key is not ("te" or "unet" or "dyn"))
                notes.Add(new(match.Index, $"'{argument}' in {match.Value} has no effect: only two multipliers, a rank, te=, unet=, dyn= and lbw= are known"));
        }

        var textEncoderMultiplier = textEncoder is null ? 1 : Multiplier(prompt, match, textEncoder);
        return new(arguments[0].Trim(), textEncoderMultiplier, unet is null ? textEncoderMultiplier : Multiplier(prompt, match, unet), dynamic is null ? null : Rank(prompt, match, dynamic), blocks is null ? null : Blocks(prompt, match, blocks));
    }

    private static int Rank(string prompt, Match match, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var rank) && rank > 0
            ? rank
            : throw new PromptException(prompt, match.Index, $"the rank '{text}' of {match.Value} at character {match.Index + 1} of the prompt is not a whole number of 1 or more; write for example dyn=8");

    private static string Blocks(string prompt, Match match, string text) =>
        LoraBlockWeights.TryParse(text, out _)
            ? text
            : throw new PromptException(prompt, match.Index, $"the block weights '{text}' of {match.Value} at character {match.Index + 1} of the prompt are not 17 or 26 numbers separated by commas");

    private static double Multiplier(string prompt, Match match, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var multiplier) && double.IsFinite(multiplier)
            ? multiplier
            : throw new PromptException(prompt, match.Index, $"the multiplier '{text}' of {match.Value} at character {match.Index + 1} of the prompt is not a number; write for example <lora:name:0.8>");
}
