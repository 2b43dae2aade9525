using Senmitsu.Numerics.Images;
using Senmitsu.Training.Datasets;

namespace Senmitsu.Tests.Training.Datasets;

public sealed class ValidationSplitTests
{
    [Theory]
    [InlineData(10, 0.2, 8, 2)]
    [InlineData(5, 0.5, 3, 2)] // sd-scripts rounds the one up and the other to even
    [InlineData(3, 0.1, 3, 0)]
    public void Apply_Share_SplitsAsSdScriptsDoes(int pictures, double share, int trained, int validated)
    {
        var (training, validation) = ValidationSplit.Apply(Content(pictures), share, 1);
        Assert.Equal(trained, training.Images.Images.Count);
        Assert.Equal(validated, validation?.Images.Images.Count ?? 0);
        Assert.All(validation?.Images.Images ?? [], image => Assert.Equal(1, image.Repeats));
        Assert.All(training.Images.Images, image => Assert.Equal(10, image.Repeats));
        Assert.Empty(training.Images.Images.Select(image => image.Path).Intersect(validation?.Images.Images.Select(image => image.Path) ?? []));
    }

    [Fact]
    public void Apply_SameSeed_SetsTheSameAside()
    {
        Assert.Equal(Aside(1), Aside(1));
        Assert.NotEqual(Aside(1), Aside(2));

        static List<string> Aside(long seed) => [.. ValidationSplit.Apply(Content(40), 0.5, seed).Validation!.Images.Images.Select(image => image.Path)];
    }

    [Fact]
    public void Apply_TwoFolders_SplitsBothByTheSameSeed()
    {
        var content = new DatasetContent(new DatasetDefinition(), new TrainingImageSet([Folder("10_dog", 10, 20, false), Folder("10_cat", 10, 20, false)], []));
        var aside = ValidationSplit.Apply(content, 0.5, 1).Validation!.Images.Subsets;
        Assert.Equal(aside[0].Images.Select(image => Path.GetFileName(image.Path)), aside[1].Images.Select(image => Path.GetFileName(image.Path)));
    }

    [Fact]
    public void Apply_Regularization_IsTrainedWhole()
    {
        var (training, validation) = ValidationSplit.Apply(Content(10, regularization: 4), 0.5, 1);
        Assert.Equal(4, training.Images.Subsets.Single(subset => subset.IsRegularization).Images.Count);
        Assert.DoesNotContain(validation!.Images.Subsets, subset => subset.IsRegularization);
    }

    [Fact]
    public void Apply_NothingLeft_IsRefused() =>
        Assert.Contains("leaves no picture to train on", Assert.Throws<DatasetException>(() => ValidationSplit.Apply(Content(4), 1, 1)).Message, StringComparison.Ordinal);

    private static DatasetContent Content(int pictures, int regularization = 0)
    {
        List<Subset> subsets = [Folder("10_dog", 10, pictures, false)];
        if (regularization > 0) subsets.Add(Folder("1_reg", 1, regularization, true));
        return new DatasetContent(new DatasetDefinition(), new TrainingImageSet(subsets, []));
    }

    private static Subset Folder(string name, int repeats, int pictures, bool isRegularization) =>
        new(new SubsetDefinition { Folder = $"/{name}", Repeats = repeats, IsRegularization = isRegularization },
            [.. Enumerable.Range(0, pictures).Select(i => new TrainingImage($"/{name}/{i:D2}.png", new ImageSize(64, 64), repeats, "dog", null))]);
}
