using System.Globalization;
using System.Net;
using System.Text;
using Senmitsu.Formats.Files;

namespace Senmitsu.DemoModel.Demonstration;

/// <summary>The demonstration as one HTML page with its pictures inside, readable without a network.</summary>
public static class DemoReport
{
    /// <summary>Name of the page in the demonstration's folder.</summary>
    public const string FileName = "demo-report.html";

    private const int ShownResults = 24;

    private const string Style = """
        :root{color-scheme:light dark;--ink:#1d2330;--soft:#687083;--paper:#fbfbfd;--card:#fff;--line:#e3e6ee;--good:#1a7f4b;--bad:#b3413a;--accent:#3659c9}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e9f2;--soft:#98a1b5;--paper:#14171e;--card:#1c2029;--line:#2c3240;--good:#5fca90;--bad:#e58a80;--accent:#8fa8ff}}
        *{box-sizing:border-box}body{margin:0 auto;max-width:1120px;padding:40px 20px 80px;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,"Noto Sans JP",sans-serif}
        h1{font-size:30px;line-height:1.2;margin:0 0 6px}h2{font-size:20px;margin:44px 0 8px}p{margin:6px 0 14px;max-width:72ch}.soft,figcaption{color:var(--soft)}code{font-size:.92em;overflow-wrap:anywhere}
        .numbers{display:flex;flex-wrap:wrap;gap:14px;margin:26px 0}.number{flex:1 1 200px;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:16px 18px}.number b{display:block;font-size:34px;line-height:1.1;font-weight:650}
        .pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(104px,1fr));gap:10px}figure{margin:0}img{display:block;width:100%;height:auto;border-radius:8px;border:3px solid transparent;background:var(--line)}
        img.hit{border-color:var(--good)}img.miss{border-color:var(--bad)}img.pick{border-color:var(--accent)}figcaption{font-size:12px;line-height:1.3;margin-top:3px}
        table{border-collapse:collapse;width:100%}td,th{padding:5px 8px;text-align:left;vertical-align:middle;border-bottom:1px solid var(--line);font-weight:400}td img{width:92px}tr.best td:first-child{font-weight:650;color:var(--accent)}.scroll{overflow-x:auto}
        svg{width:100%;height:auto;background:var(--card);border:1px solid var(--line);border-radius:12px}
        """;

    /// <summary>Writes the page; it appears whole or not at all.</summary>
    /// <param name="result">What the demonstration made and found.</param>
    /// <returns>The file.</returns>
    public static string Write(DemoResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var path = Path.Combine(result.Folder, FileName);
        var bytes = Encoding.UTF8.GetBytes(Page(result));
        AtomicFile.Write(path, stream => stream.Write(bytes));
        return path;
    }

    private static string Page(DemoResult result)
    {
        var errors = result.Probe;
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Senmitsu: the whole loop</title><style>{Style}</style>
            <h1>From one portrait to the same person every time</h1>
            <p class="soft">The built-in model is small and paints; it shows the loop, not what a real checkpoint can do. Everything on this page was made on this machine in {Minutes(result.Elapsed)}, by the same commands you use with your own models.</p>
            <div class="numbers">{Number(result.SamePersonWithoutLora, "show the wanted person from words alone")}{Number(result.SamePersonWithLora, "with the trained LoRA")}{Number(Sum(result.ObeyedWithLora.Values), "of what the prompts name is right with the LoRA")}</div>
            <h2>1 · Portraits from a prompt</h2><p><code>{Text(result.Keeper.Wanted.Prompt)}</code></p><p>The framed one is picked.</p>{Pictures(result.Candidates, picture => picture == result.Keeper ? "pick" : "", picture => Seed(picture))}
            <h2>2 · Variants, captioned</h2><p>{result.Variants.Count} variants by img2img: first what is around the head is repainted, then everything a little. These {result.TrainingPictures.Count} still show the person and differ in all else:</p>{Pictures(result.TrainingPictures, _ => "", picture => DemoDataset.Caption(picture.Reading))}
            <h2>3 · Training</h2><p>{result.Losses.Count} steps, {result.Saves.Count} saves.</p>{LossCurve.Draw(result.Losses)}
            <h2>4 · Which save?</h2><p>Each row is a complete LoRA; prompts and seeds are the same in every row. Green shows the person, red does not. The marked one was installed as <code>{Text(Path.GetFileName(result.LoraPath))}</code>.</p>{Saves(result)}
            <h2>5 · The same person, everywhere</h2><p>Prompts that name other places, clothes and moods, at CFG scale {result.ComparedCfgScale}. {Interval(result.SamePersonWithLora)}</p>{Results(result, result.WithLora)}
            <table>{string.Concat(result.ObeyedWithLora.Select(pair => Row($"{Text(pair.Key)} as named", pair.Value)))}</table>
            <h2>6 · The same wishes without the LoRA</h2><p>Same seeds and CFG scale. {Interval(result.SamePersonWithoutLora)}</p>{Results(result, result.WithoutLora)}
            <h2>How it is judged</h2><p>By a small network that has only ever seen painted people, never a generated one. Two pictures count as the same person from a likeness of {errors.Threshold:F2} on; on painted people it does not know, {Percent(errors.FalseAccepts)} of different people reach that, {Percent(errors.LookalikeAccepts)} of those whom the same words describe, and {Percent(errors.FalseRejects)} of pairs of one person do not. Intervals are Wilson's, 95 %.</p></html>
            """);
        return page.ToString();

        string Results(DemoResult all, IReadOnlyList<JudgedPicture> pictures) =>
            Pictures([.. pictures.Take(ShownResults)], picture => picture.Reading.Likeness(all.Keeper.Reading) >= errors.Threshold ? "hit" : "miss", picture => picture.Wanted.Wish);

        string Saves(DemoResult all) =>
            $"<div class=\"scroll\"><table>{string.Concat(all.Saves.Select(save => $"<tr{(save == all.Best ? " class=\"best\"" : "")}><td>epoch {save.Save.Epoch}<br><span class=\"soft\">person {save.SamePerson.Hits}/{save.SamePerson.Count}, words {save.Obeyed.Hits}/{save.Obeyed.Count}</span></td>{string.Concat(save.Pictures.Select(picture => $"<td>{Image(picture, picture.Reading.Likeness(all.Keeper.Reading) >= errors.Threshold ? "hit" : "miss")}</td>"))}</tr>"))}</table></div>";
    }

    private static string Pictures(IReadOnlyList<JudgedPicture> pictures, Func<JudgedPicture, string> look, Func<JudgedPicture, string> caption) =>
        $"<div class=\"pictures\">{string.Concat(pictures.Select(picture => $"<figure>{Image(picture, look(picture))}<figcaption>{Text(caption(picture))}</figcaption></figure>"))}</div>";

    private static string Image(JudgedPicture picture, string look) =>
        $"<img class=\"{look}\" alt=\"{Text(picture.Wanted.Prompt)}\" title=\"{Text(picture.Wanted.Prompt)}\" src=\"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(picture.Path))}\">";

    private static string Number(HitRate rate, string what) => $"<div class=\"number\"><b>{Percent(rate.Share)}</b>{Text(what)}<br><span class=\"soft\">{rate.Hits} of {rate.Count}</span></div>";

    private static string Row(string what, HitRate rate) => $"<tr><td>{what}</td><td>{rate.Hits} of {rate.Count}</td><td class=\"soft\">{Percent(rate.Low)} – {Percent(rate.High)}</td></tr>";

    private static string Interval(HitRate rate) => $"{rate.Hits} of {rate.Count} show the person ({Percent(rate.Low)} – {Percent(rate.High)}).";

    private static string Seed(JudgedPicture picture) => picture.Seed.ToString(CultureInfo.InvariantCulture);

    private static string Minutes(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F1} minutes");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");

    private static HitRate Sum(IEnumerable<HitRate> rates) => rates.Aggregate((a, b) => new HitRate(a.Hits + b.Hits, a.Count + b.Count));

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
