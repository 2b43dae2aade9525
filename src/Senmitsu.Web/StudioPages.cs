using Microsoft.Extensions.DependencyInjection;
using Senmitsu.Studio;
using Senmitsu.Studio.Models;
using Senmitsu.Web.State;

namespace Senmitsu.Web;

/// <summary>What pages can be given.</summary>
internal static class StudioPages
{
    /// <summary>Adds the use cases and what pages keep.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="host">The running studio. Borrowed.</param>
    /// <param name="modelsFolder">From <c>--models</c>.</param>
    public static IServiceCollection AddStudioPages(this IServiceCollection services, StudioHost host, string? modelsFolder)
    {
        var studio = host.Services;
        services.AddSingleton(host);
        services.AddSingleton(host.Jobs);
        services.AddSingleton(host.Gallery);
        services.AddSingleton(studio.Folders);
        services.AddSingleton(studio.InspectSystem);
        services.AddSingleton(studio.CountTokens);
        services.AddSingleton(studio.Settings);
        services.AddSingleton(studio.UploadedPictures);
        services.AddSingleton(studio.PullModel);
        services.AddSingleton(studio.PictureSets);
        services.AddSingleton(studio.CheckDataset);
        services.AddSingleton(studio.UseLora);
        services.AddSingleton(studio.GenerateImages);
        services.AddSingleton(new ModelShelf(studio.ListModels, studio.Folders, modelsFolder, TimeProvider.System));
        services.AddSingleton<CurrentModel>();
        services.AddSingleton<ModelDownloads>();
        services.AddScoped<BrowserStorage>();
        services.AddScoped<Drafts>();
        services.AddScoped<Generations>();
        services.AddScoped<PageMessages>();
        services.AddScoped<Shortcuts>();
        services.AddScoped<TrainingDraft>();
        services.AddScoped<Trainings>();
        return services;
    }
}
