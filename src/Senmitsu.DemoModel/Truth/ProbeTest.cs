using Senmitsu.DemoModel.Painting;
using Senmitsu.DemoModel.People;
using Senmitsu.Numerics.Images;

namespace Senmitsu.DemoModel.Truth;

/// <summary>Measures the probe on painted people it has never seen, and sets the likeness that counts as the same person.</summary>
internal static class ProbeTest
{
    /// <summary>Share of pairs of different people that may pass for the same person.</summary>
    public const double AllowedFalseAccepts = 0.01;

    /// <summary>Paints people and reads them.</summary>
    /// <param name="probe">Reads portraits.</param>
    /// <param name="people">How many people.</param>
    /// <param name="seed">Which people; another seed than that of the training.</param>
    public static ProbeErrors Run(Func<PixelImage, PortraitReading> probe, int people, int seed)
    {
        var random = new Random(seed);
        List<PortraitReading> first = [], second = [], lookalikes = [];
        var right = new int[PortraitFact.All.Count];
        for (var i = 0; i < people; i++)
        {
            var person = Person.Draw(random);
            first.Add(Read(person));
            second.Add(Read(person));
            lookalikes.Add(Read(Lookalike.Of(person, random)));
        }

        var strangers = first.SelectMany((reading, i) => second.Where((_, j) => j != i).Select(reading.Likeness)).Order().ToArray();
        var threshold = strangers[(int)Math.Min(strangers.Length - 1, Math.Ceiling(strangers.Length * (1 - AllowedFalseAccepts)))];
        var accuracy = PortraitFact.All.Select((fact, i) => KeyValuePair.Create(fact.Name, right[i] / (3.0 * people)));
        return new ProbeErrors(
            threshold,
            Share(strangers, likeness => likeness >= threshold),
            Share(first.Zip(lookalikes, (a, b) => a.Likeness(b)), likeness => likeness >= threshold),
            Share(first.Zip(second, (a, b) => a.Likeness(b)), likeness => likeness < threshold),
            accuracy.ToDictionary(StringComparer.Ordinal));

        PortraitReading Read(Person person)
        {
            var scene = Scene.Draw(random);
            var reading = probe(PortraitPainter.Paint(person, scene));
            for (var i = 0; i < right.Length; i++) right[i] += reading.Answers[i] == PortraitFact.All[i].Of(person, scene) ? 1 : 0;
            return reading;
        }
    }

    private static double Share(IEnumerable<double> values, Func<double, bool> counts)
    {
        var all = values.ToList();
        return all.Count(counts) / (double)all.Count;
    }
}
