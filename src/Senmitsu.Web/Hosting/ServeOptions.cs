using System.Net;
using Senmitsu.Studio;
using Senmitsu.Web.Hosting.Safety;

namespace Senmitsu.Web.Hosting;

/// <summary>Where the studio is served, and to whom.</summary>
public sealed record ServeOptions
{
    /// <summary>The port people of AUTOMATIC1111 know.</summary>
    public const int DefaultPort = 7860;

    /// <summary>Port, 0…65535; 0 takes a free one. Default 7860.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Address to listen at. Default this machine only; any other needs a login.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>Who may come in; <see langword="null"/> for everybody on this machine.</summary>
    public Login? Login { get; init; }

    /// <summary>A folder of AUTOMATIC1111 or ComfyUI whose models are shown too; <see langword="null"/> for none.</summary>
    public string? ModelsFolder { get; init; }

    /// <summary>Options from the words of the command line.</summary>
    /// <param name="port">From <c>--port</c>.</param>
    /// <param name="listen">From <c>--listen</c>: an address, <c>localhost</c>, or <see langword="null"/>.</param>
    /// <param name="login">From <c>--api-auth</c>: <c>user:password</c>, or <see langword="null"/>.</param>
    /// <param name="modelsFolder">From <c>--models</c>.</param>
    /// <exception cref="UserErrorException">A value cannot be used, or the page would be open to the network without a login.</exception>
    public static ServeOptions Read(int port, string? listen, string? login, string? modelsFolder)
    {
        if (port is < 0 or > IPEndPoint.MaxPort) throw new UserErrorException($"--port {port} must lie between 0 and {IPEndPoint.MaxPort}. Use {DefaultPort}, or 0 for any free one.");
        if (modelsFolder is not null && !Directory.Exists(modelsFolder)) throw new UserErrorException($"--models {modelsFolder} is no folder. Give the folder of AUTOMATIC1111 or ComfyUI.");
        var options = new ServeOptions { Port = port, Listen = Address(listen), Login = login is null ? null : Login.Parse(login), ModelsFolder = modelsFolder };
        if (!IPAddress.IsLoopback(options.Listen) && options.Login is null)
            throw new UserErrorException($"--listen {listen} opens the studio to other machines, which needs a login. Add --api-auth USER:PASSWORD, or leave --listen out to stay on this machine.");
        return options;
    }

    private static IPAddress Address(string? listen)
    {
        if (listen is null || listen.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return IPAddress.Loopback;
        return IPAddress.TryParse(listen, out var address) ? address : throw new UserErrorException($"--listen {listen} is no address. Use 0.0.0.0 for all networks, or the address of one of this machine's network cards.");
    }
}
