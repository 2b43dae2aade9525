using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Senmitsu.Tests.Testing;

namespace Senmitsu.Tests.Studio.Tokenizers;

/// <summary>A real HTTP server on a free loopback port that stands in for the Hugging Face hub.</summary>
internal sealed class HubServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Request, Answer> _answer;

    public HubServer(Func<Request, Answer> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public ConcurrentQueue<Request> Requests { get; } = [];

    /// <summary>The file as the hub publishes it.</summary>
    public static byte[] Published(string name) => name == "vocab.json" ? PublishedVocabulary() : File.ReadAllBytes(Golden.Reference("clip-tokenizer", name));

    /// <summary>The file, from where the request asks for it.</summary>
    public static Answer Serve(Request request)
    {
        var content = Published(request.File);
        return request.From is { } from
            ? new(206, content[from..], $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}")
            : new(200, content);
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>The reference copy is indented and ordered by text; the hub's is one line in order of the ids.</summary>
    private static byte[] PublishedVocabulary()
    {
        var tokens = JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllBytes(Golden.Reference("clip-tokenizer", "vocab.json")))!;
        var members = tokens.OrderBy(t => t.Value).Select(t =>
            $"\"{t.Key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\": {t.Value.ToString(CultureInfo.InvariantCulture)}");
        return Encoding.UTF8.GetBytes($"{{{string.Join(", ", members)}}}");
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // the listener was closed
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var path = (await reader.ReadLineAsync())?.Split(' ')[1] ?? "";
            int? from = null;
            while (await reader.ReadLineAsync() is { Length: > 0 } header)
            {
                if (header.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
                    from = int.Parse(header["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }

            var request = new Request(path, from);
            Requests.Enqueue(request);
            var answer = _answer(request);
            var head = $"HTTP/1.1 {answer.Status} Answer\r\nContent-Length: {answer.Content.Length}\r\nConnection: close\r\n"
                + (answer.Header is null ? "" : answer.Header + "\r\n") + "\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
            await stream.WriteAsync(answer.Content.AsMemory(0, answer.CutAfter ?? answer.Content.Length));
        }
        catch (IOException)
        {
            // the client hung up
        }
    }

    internal sealed record Request(string Path, int? From)
    {
        public string File => Path[(Path.LastIndexOf('/') + 1)..];
    }

    internal sealed record Answer(int Status, byte[] Content, string? Header = null, int? CutAfter = null);
}
