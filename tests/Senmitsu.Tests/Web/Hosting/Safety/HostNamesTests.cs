using System.Net;
using Microsoft.AspNetCore.Http;
using Senmitsu.Web.Hosting.Safety;

namespace Senmitsu.Tests.Web.Hosting.Safety;

public sealed class HostNamesTests
{
    [Theory]
    [InlineData("127.0.0.1:7860", true, true)]
    [InlineData("localhost:7860", true, true)]
    [InlineData("[::1]:7860", true, true)]
    [InlineData("192.168.0.10:7860", false, true)]
    [InlineData("studio-pc", false, true)]
    [InlineData("studio-pc.local:7860", false, true)]
    [InlineData("evil.example", false, false)]
    [InlineData("127.0.0.1.evil.example:7860", false, false)]
    [InlineData("localhost.evil.example", false, false)]
    [InlineData("", false, false)]
    public void Allow_KnownHosts_DependsOnTheAddressListenedAt(string host, bool onThisMachine, bool onAllNetworks)
    {
        Assert.Equal(onThisMachine, new HostNames(IPAddress.Loopback, "studio-pc").Allow(new HostString(host)));
        Assert.Equal(onAllNetworks, new HostNames(IPAddress.Any, "studio-pc").Allow(new HostString(host)));
    }
}
