using System.CommandLine;
using Senmitsu.Cli.Views;
using Senmitsu.Studio;
using Senmitsu.Web.Hosting;

namespace Senmitsu.Cli.Commands;

/// <summary><c>senmitsu</c> without a verb, and <c>senmitsu serve</c>: the studio in the browser.</summary>
internal static class ServeCommand
{
    private static readonly Option<int> Port = new("--port") { Description = $"Port; 0 = any free one. Default {ServeOptions.DefaultPort}.", HelpName = "N", DefaultValueFactory = _ => ServeOptions.DefaultPort };
    private static readonly Option<string?> Listen = new("--listen") { Description = "Address to listen at. Default: this machine only; any other needs --api-auth.", HelpName = "ADDR" };
    private static readonly Option<string?> ApiAuth = new("--api-auth") { Description = "Login for pages and API.", HelpName = "USER:PASSWORD" };
    private static readonly Option<string?> Data = CommonOptions.Data();
    private static readonly Option<string?> Models = new("--models") { Description = "An AUTOMATIC1111 or ComfyUI folder whose models are shown too.", HelpName = "DIR" };
    private static readonly Option<bool> NoBrowser = new("--no-browser") { Description = "Do not open the page in the browser." };

    /// <summary>Makes the verb, and what the program does without one.</summary>
    public static Command AddTo(RootCommand root)
    {
        Prepare(root);
        var command = new Command("serve", "Open the studio in the browser; also what happens without a verb.");
        Prepare(command);
        return command;
    }

    private static void Prepare(Command command)
    {
        foreach (var option in new Option[] { Port, Listen, ApiAuth, Data, Models, NoBrowser }) command.Add(option);
        command.SetAction(RunAsync);
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken token)
    {
        var options = ServeOptions.Read(result.GetValue(Port), result.GetValue(Listen), result.GetValue(ApiAuth), result.GetValue(Models));
        using var studio = new StudioServices(result.GetValue(Data), Environment.GetEnvironmentVariable, TimeProvider.System);
        await using var host = StudioHost.Open(studio, TimeProvider.System);
        foreach (var note in host.Notes) Console.Error.WriteLine($"note: {note}");
        host.Start();
        await new StudioServer(host, options).RunAsync(address =>
        {
            Console.Out.WriteLine($"Senmitsu is at {address.AbsoluteUri.TrimEnd('/')}  (Ctrl-C ends it)");
            if (!result.GetValue(NoBrowser)) BrowserWindow.Open(address);
        }, token).ConfigureAwait(false);
        return token.IsCancellationRequested ? ExitCodes.Stopped : ExitCodes.Done;
    }
}
