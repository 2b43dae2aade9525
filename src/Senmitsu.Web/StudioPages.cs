using Microsoft.Extensions.DependencyInjection;
using Senmitsu.Studio;

namespace Senmitsu.Web;

/// <summary>What pages can be given.</summary>
internal static class StudioPages
{
    /// <summary>Adds the use cases and what pages keep.</summary>
    public static IServiceCollection AddStudioPages(this IServiceCollection services, StudioServices studio)
    {
        services.AddSingleton(studio.Folders);
        services.AddSingleton(studio.InspectSystem);
        services.AddSingleton(studio.ListModels);
        return services;
    }
}
