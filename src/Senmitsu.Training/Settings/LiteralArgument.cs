namespace Senmitsu.Training.Settings;

/// <summary>
/// One <c>key=value</c> of <c>optimizer_args</c> or <c>lr_scheduler_args</c>, tied to a property of a record. Values are null, bool, double,
/// string or double[].
/// </summary>
/// <param name="Name">The key.</param>
/// <param name="Get">The record's value.</param>
/// <param name="Set">The record with another value; null if the value is of the wrong kind.</param>
/// <param name="Holds">Whether a value is allowed.</param>
/// <param name="Rule">What is allowed.</param>
internal sealed record LiteralArgument<T>(string Name, Func<T, object?> Get, Func<T, object?, T?> Set, Func<object?, bool> Holds, string Rule)
    where T : class
{
    public static LiteralArgument<T> Number<TOwner>(string name, Func<TOwner, double> get, Func<TOwner, double, T> set, NumberRule rule)
        where TOwner : class, T =>
        new(name, owner => get((TOwner)owner), (owner, value) => value is double number ? set((TOwner)owner, number) : null, value => value is double number && rule.Holds(number), rule.Text);

    /// <summary>A number, or None.</summary>
    public static LiteralArgument<T> OptionalNumber<TOwner>(string name, Func<TOwner, double?> get, Func<TOwner, double?, T> set, NumberRule rule)
        where TOwner : class, T =>
        new(name, owner => get((TOwner)owner), (owner, value) => value is double or null ? set((TOwner)owner, (double?)value) : null, value => value is null || (value is double number && rule.Holds(number)), $"{rule.Text}, or None");

    public static LiteralArgument<T> Count<TOwner>(string name, Func<TOwner, int> get, Func<TOwner, int, T> set, NumberRule rule)
        where TOwner : class, T =>
        new(name, owner => (double)get((TOwner)owner), (owner, value) => value is double number && NumberRule.Whole.Holds(number) ? set((TOwner)owner, (int)number) : null, value => value is double number && rule.Holds(number), rule.Text);

    public static LiteralArgument<T> Flag<TOwner>(string name, Func<TOwner, bool> get, Func<TOwner, bool, T> set)
        where TOwner : class, T =>
        new(name, owner => get((TOwner)owner), (owner, value) => value is bool flag ? set((TOwner)owner, flag) : null, value => value is bool, "must be True or False");

    /// <summary>A fixed number of numbers, such as <c>betas=0.9,0.999</c>.</summary>
    public static LiteralArgument<T> Tuple<TOwner>(string name, Func<TOwner, double[]> get, Func<TOwner, double[], T> set, int length, NumberRule rule)
        where TOwner : class, T =>
        new(name, owner => get((TOwner)owner), (owner, value) => value is double[] numbers && numbers.Length == length ? set((TOwner)owner, numbers) : null,
            value => value is double[] numbers && numbers.Length == length && numbers.All(rule.Holds), $"each of the {length} numbers {rule.Text}");
}
