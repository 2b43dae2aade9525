using System.Security.Cryptography;
using System.Text;
using Senmitsu.Studio;

namespace Senmitsu.Web.Hosting.Safety;

/// <summary>A name and a password. Comparisons take the same time whatever was given.</summary>
public sealed class Login
{
    private const int LeastPasswordLength = 8;

    private readonly byte[] _hash;

    private Login(string nameAndPassword) => _hash = Hash(nameAndPassword);

    /// <summary>The login of <c>user:password</c>.</summary>
    /// <exception cref="UserErrorException">It has no name, or its password is too short to be one.</exception>
    public static Login Parse(string nameAndPassword)
    {
        ArgumentNullException.ThrowIfNull(nameAndPassword);
        var colon = nameAndPassword.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1) throw new UserErrorException("--api-auth needs a name and a password with a colon between: USER:PASSWORD.");
        if (nameAndPassword.Length - colon - 1 < LeastPasswordLength) throw new UserErrorException($"--api-auth: the password has fewer than {LeastPasswordLength} characters. Choose a longer one; it is all that stands between the network and your files.");
        return new Login(nameAndPassword);
    }

    /// <summary>Whether <c>user:password</c> is this login.</summary>
    public bool Fits(string nameAndPassword) => CryptographicOperations.FixedTimeEquals(_hash, Hash(nameAndPassword));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
