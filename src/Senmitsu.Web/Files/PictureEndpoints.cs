using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Senmitsu.Studio.Datasets;
using Senmitsu.Studio.Gallery;
using Senmitsu.Studio.Generation;
using Senmitsu.Studio.Jobs;

namespace Senmitsu.Web.Files;

/// <summary>Pictures by number. No path comes from a browser, and none goes to one.</summary>
internal static class PictureEndpoints
{
    private const string Jpeg = "image/jpeg";

    /// <summary>Adds the addresses.</summary>
    public static void MapPictures(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/images/{id:long}", (long id, bool? download, ImageLibrary gallery) => gallery.Find(id) is { } image ? Answer(image.Path, download == true) : TypedResults.NotFound());
        routes.MapGet("/uploads/{name}", (string name, UploadedPictures uploads) => uploads.Find(name) is { } path ? Answer(path, isDownload: false) : TypedResults.NotFound());
        routes.MapGet("/thumbnails/{id:long}", async Task<IResult> (long id, ImageLibrary gallery, CancellationToken token) =>
            await gallery.ThumbnailAsync(id, token).ConfigureAwait(false) is { } path ? Answer(path, isDownload: false) : TypedResults.NotFound());
        routes.MapGet("/datasets/{set}/{picture}", (string set, string picture, bool? whole, PictureSets sets) =>
            sets.Names.Contains(set) && sets.Read(set).Pictures.FirstOrDefault(known => known.Name == picture) is { } found
                ? Answer(whole == true ? found.WholePath ?? found.Path : found.Path, isDownload: false)
                : TypedResults.NotFound());
        routes.MapGet("/jobs/{id:long}/preview/{number:int}", (long id, int number, JobQueue jobs, HttpResponse response) =>
        {
            if (jobs.Find(id)?.Preview is not { } preview) return (IResult)TypedResults.NotFound();
            response.Headers.CacheControl = "no-store";
            return TypedResults.Bytes(preview.Jpeg.ToArray(), Jpeg);
        });
        routes.MapGet("/jobs/{id:long}/results/{number:int}", (long id, int number, bool? download, JobQueue jobs) =>
            jobs.Find(id)?.Progress.Results.Find(result => result.Number == number && result.Kind != JobResultKind.State) is { } result ? Answer(result.Path, download == true) : TypedResults.NotFound());
    }

    private static IResult Answer(string path, bool isDownload)
    {
        var file = new FileInfo(path);
        if (!file.Exists) return TypedResults.NotFound();
        var type = file.Extension.ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => Jpeg,
            ".webp" => "image/webp",
            ".picture" => "image/*", // browsers look what it is
            _ => "application/octet-stream",
        };
        return new CheckedFile(TypedResults.PhysicalFile(file.FullName, type, isDownload ? file.Name : null, file.LastWriteTimeUtc, Tag(file)));
    }

    /// <summary>Another file under the same number, as after the database was begun anew, has another tag.</summary>
    private static EntityTagHeaderValue Tag(FileInfo file) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}")).AsSpan(0, 8))}\"");

    /// <summary>A file that browsers keep and ask about each time.</summary>
    private sealed class CheckedFile(PhysicalFileHttpResult file) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-cache";
            return file.ExecuteAsync(httpContext);
        }
    }
}
