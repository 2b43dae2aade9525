using System.Net;
using Microsoft.AspNetCore.Http;

namespace Senmitsu.Web.Hosting.Safety;

/// <summary>
/// The names under which this server may be addressed. A page of the web can make its own name point to this machine (DNS rebinding) and then counts as the same
/// site; what it cannot change is that its name stands in the Host header. Numbers and names without a public suffix cannot be taken over so.
/// </summary>
/// <param name="listen">The address listened at.</param>
/// <param name="machineName">This machine's own name.</param>
public sealed class HostNames(IPAddress listen, string machineName)
{
    /// <summary>Whether a Host header names this server.</summary>
    public bool Allow(HostString host)
    {
        if (!host.HasValue) return false;
        var name = host.Host.Trim('[', ']');
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return true;
        if (IPAddress.TryParse(name, out var address)) return IPAddress.IsLoopback(address) || !IPAddress.IsLoopback(listen);
        return !IPAddress.IsLoopback(listen) && (name.Equals(machineName, StringComparison.OrdinalIgnoreCase) || name.Equals($"{machineName}.local", StringComparison.OrdinalIgnoreCase));
    }
}
