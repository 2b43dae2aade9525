using Senmitsu.DemoModel.People;

namespace Senmitsu.DemoModel.Truth;

/// <summary>The measures of a painted person that are numbers, each brought to about −1…1.</summary>
internal static class PersonMeasure
{
    private static readonly Func<Person, float>[] Measures =
    [
        person => (person.Skin * 2) - 1,
        person => (person.FaceWidth - 1) / 0.12f,
        person => (person.FaceLength - 1) / 0.07f,
        person => (person.Jaw - 0.73f) / 0.19f,
        person => (person.EyeSize - 1.02f) / 0.18f,
        person => (person.EyeSpacing - 1.01f) / 0.13f,
        person => (person.Brows - 1.15f) / 0.45f,
        person => (person.NoseWidth - 1.05f) / 0.3f,
        person => (person.NoseLength - 1) / 0.15f,
        person => (person.MouthWidth - 1.02f) / 0.18f,
        person => (person.Lips - 1.05f) / 0.35f,
    ];

    /// <summary>Number of measures.</summary>
    public static int Count => Measures.Length;

    /// <summary>All measures of a person.</summary>
    public static IEnumerable<float> Of(Person person) => Measures.Select(measure => measure(person));
}
