namespace Senmitsu.Studio;

/// <summary>Something the user gave cannot be used. The message is one sentence for them: what, where, expected and got, what to do.</summary>
/// <param name="message">The sentence.</param>
/// <param name="innerException">The cause.</param>
public sealed class UserErrorException(string message, Exception? innerException = null) : Exception(message, innerException);
