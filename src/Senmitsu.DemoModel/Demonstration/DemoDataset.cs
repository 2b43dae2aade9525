using System.Globalization;
using System.Text;
using Senmitsu.DemoModel.People;
using Senmitsu.DemoModel.Truth;
using Senmitsu.Formats.Files;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>Pictures → a folder as kohya_ss wants it: <c>img/1_ai_model_v1/ai_model-1.png</c> with its caption beside it.</summary>
internal static class DemoDataset
{
    /// <summary>What a caption names: everything that is not the person, so that it does not become part of the person.</summary>
    public static IReadOnlyList<PortraitFact> Captioned { get; } = [PortraitFact.Expression, PortraitFact.ClothesColor, PortraitFact.Clothes, PortraitFact.Background];

    /// <summary>Writes pictures and captions.</summary>
    /// <param name="folder">The image folder; the folder with repeats and name is made in it.</param>
    /// <param name="repeats">Times each picture is seen in an epoch.</param>
    /// <param name="pictures">The pictures.</param>
    public static void Write(string folder, int repeats, IReadOnlyList<JudgedPicture> pictures)
    {
        var inner = Directory.CreateDirectory(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{repeats}_{DemoPrompts.TriggerWord}"))).FullName;
        for (var i = 0; i < pictures.Count; i++)
        {
            var stem = Path.Combine(inner, string.Create(CultureInfo.InvariantCulture, $"ai_model-{i + 1}"));
            var picture = File.ReadAllBytes(pictures[i].Path);
            AtomicFile.Write($"{stem}.png", stream => stream.Write(picture));
            AtomicFile.Write($"{stem}.txt", stream => stream.Write(Encoding.UTF8.GetBytes(Caption(pictures[i].Reading))));
        }
    }

    /// <summary>The caption of a picture, from what is seen on it.</summary>
    public static string Caption(PortraitReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var wish = DemoPrompts.Wish((Expression)reading.Answer(PortraitFact.Expression), (ClothesColor)reading.Answer(PortraitFact.ClothesColor), (ClothesType)reading.Answer(PortraitFact.Clothes), (BackgroundKind)reading.Answer(PortraitFact.Background));
        return $"{DemoPrompts.TriggerWord}, {DemoPrompts.Someone}, {wish}";
    }
}
