using Microsoft.AspNetCore.Components;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using Senmitsu.Numerics.Images;
using Senmitsu.Studio;
using Senmitsu.Studio.Datasets;
using Senmitsu.Tests.Studio;
using Senmitsu.Tests.Testing;
using Senmitsu.Web;
using Senmitsu.Web.State;
using Senmitsu.Web.Training;

namespace Senmitsu.Tests.Web.State;

public sealed class TrainingsTests : IAsyncLifetime
{
    private readonly StudioFixture _studio = new();
    private readonly TrainingForm _form = new() { Name = "run" };
    private ServiceProvider? _page;
    private StudioHost? _host;

    private Trainings Trainings => _page!.GetRequiredService<Trainings>();

    public async ValueTask InitializeAsync()
    {
        File.Copy(TinyModel.Path, _studio.File("data", "models", "Stable-diffusion", "tiny.safetensors"));
        _host = await _studio.OpenAsync(starts: false);
        _page = new ServiceCollection().AddSingleton<NavigationManager, Nowhere>().AddLogging().AddMudServices().AddStudioPages(_host, null).BuildServiceProvider();
        _form.Set("max_resolution", "64,64");
        _form.Set("min_bucket_reso", 64L);
    }

    public async ValueTask DisposeAsync()
    {
        await _page!.DisposeAsync();
        await _studio.DisposeAsync();
    }

    [Fact]
    public async Task Forget_OfAPlanWhoseTrialWaits_TakesItOutOfTheQueue()
    {
        var settings = Trainings.Understand(_form, Pictures("a dog"), null, phrase => phrase.English)!;
        var plan = (await Trainings.PlanAsync(settings, TestContext.Current.CancellationToken))!;
        Assert.Equal([plan.Estimate], _host!.Jobs.Status.Waiting);
        Trainings.Forget(plan);
        Assert.Empty(_host.Jobs.Status.Waiting);
        Trainings.Forget(plan); // it is over
    }

    [Fact]
    public async Task PlanAsync_WhenNobodyWantsToKnow_QueuesNothing()
    {
        var settings = Trainings.Understand(_form, Pictures("a dog"), null, phrase => phrase.English)!;
        Assert.Null(await Trainings.PlanAsync(settings, new CancellationToken(canceled: true)));
        Assert.Empty(_host!.Jobs.Status.Waiting);
    }

    [Fact]
    public async Task StartAndPlan_WhenTheDatabaseCannotBeWritten_SayIt()
    {
        var settings = Trainings.Understand(_form, Pictures("a dog"), null, phrase => phrase.English)!;
        using (var connection = new SqliteConnection($"Data Source={_studio.Folders.Database};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE losses; DROP TABLE job_results; DROP TABLE jobs";
            command.ExecuteNonQuery();
        }

        Assert.Null(Trainings.Start(settings));
        Assert.Null(await Trainings.PlanAsync(settings, TestContext.Current.CancellationToken));
        Assert.Contains("the job cannot be written down", Assert.Single(_page!.GetRequiredService<ISnackbar>().ShownSnackbars).Message, StringComparison.Ordinal); // the same once
    }

    [Fact]
    public async Task ReplacedAsync_NamesTheFilesThatAreThere()
    {
        var settings = Trainings.Understand(_form, Pictures("a dog"), null, phrase => phrase.English)!;
        Assert.Empty((await Trainings.ReplacedAsync(settings, TestContext.Current.CancellationToken))!);
        var file = _studio.File("data", "training", "run", "run.safetensors");
        await File.WriteAllTextAsync(file, "old", TestContext.Current.CancellationToken);
        Assert.Equal([file], await Trainings.ReplacedAsync(settings, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ReplacedAsync_WithoutPictures_SaysWhatIsMissing()
    {
        var settings = Trainings.Understand(_form, Pictures("a dog"), null, phrase => phrase.English)!;
        Assert.Null(await Trainings.ReplacedAsync(settings with { Dataset = settings.Dataset with { TrainDataDir = _studio.File("empty", "x")[..^2] } }, TestContext.Current.CancellationToken));
        Assert.Single(_page!.GetRequiredService<ISnackbar>().ShownSnackbars);
    }

    [Fact]
    public async Task PlanAsync_WithRegularisationPictures_TakesAsManyOfThem()
    {
        var sets = _host!.Services.PictureSets;
        foreach (var name in new[] { "b.png", "c.png" }) sets.Add("women", name, ImageFile.EncodePng(new PixelImage(64, 64)), "a woman");
        var pictures = Pictures("a dog");
        var alone = (await Trainings.PlanAsync(Trainings.Understand(_form, pictures, null, phrase => phrase.English)!, TestContext.Current.CancellationToken))!.Plan;
        var settings = Trainings.Understand(_form, pictures, sets.Read("women"), phrase => phrase.English)!;
        Assert.Equal(sets.Read("women").Folder, settings.Dataset.RegDataDir);
        var both = (await Trainings.PlanAsync(settings, TestContext.Current.CancellationToken))!.Plan;
        Assert.Equal(2 * alone.TotalSteps, both.TotalSteps);
        Assert.Equal(both.TotalSteps, _form.Length(pictures: 2, pictures.Repeats).Steps);
    }

    [Fact]
    public void Understand_WithoutPrompts_DrawsTheFirstCaptionWhenTheFieldsSay()
    {
        _form.Set("sample_every_n_epochs", 3L);
        var samples = Trainings.Understand(_form, Pictures("a dog"), null, phrase => phrase.English)!.Samples;
        Assert.Equal(3, samples.EveryNEpochs);
        Assert.StartsWith("a dog --n ", samples.PromptText, StringComparison.Ordinal);
        _form.Set("sample_every_n_epochs", 0L);
        Assert.False(Trainings.Understand(_form, Pictures("a dog"), null, phrase => phrase.English)!.Samples.IsActive);
    }

    [Fact]
    public void Understand_WithoutCaptions_DrawsNothing() => Assert.False(Trainings.Understand(_form, Pictures(""), null, phrase => phrase.English)!.Samples.IsActive);

    private PictureSet Pictures(string caption)
    {
        var sets = _host!.Services.PictureSets;
        sets.Add(_form.Name, "a.png", ImageFile.EncodePng(new PixelImage(64, 64)), caption);
        return sets.Read(_form.Name);
    }

    private sealed class Nowhere : NavigationManager
    {
        public Nowhere() => Initialize("http://localhost/", "http://localhost/");
    }
}
