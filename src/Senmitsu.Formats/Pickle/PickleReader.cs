using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Senmitsu.Formats.Pickle;

/// <summary>
/// Carries out the instructions of a pickle that describe data, and refuses all others (CPython Lib/pickletools.py lists them). Dictionaries, lists, texts, numbers
/// and tensors come out; no name is ever looked up or called. Nothing recurses, so depth costs no stack; every instruction takes at least a byte, and copies
/// are counted, so the work is bounded.
/// </summary>
/// <param name="bytes">The pickle, perhaps followed by others.</param>
/// <param name="path">Named in errors.</param>
internal sealed class PickleReader(byte[] bytes, string path)
{
    private const int LongestLine = 1 << 16;

    private readonly List<object?> _stack = [];
    private readonly Stack<int> _marks = [];
    private readonly Dictionary<long, object?> _memo = [];
    private readonly Dictionary<string, PickleStorage> _storages = new(StringComparer.Ordinal);
    private readonly PickleBudget _budget = new(path);

    /// <summary>First byte that was not read; after <see cref="Read"/>, the one behind the pickle.</summary>
    public int Position { get; private set; }

    /// <summary>Every storage that was described so far, by key, whether or not a tensor of it is used.</summary>
    public IReadOnlyDictionary<string, PickleStorage> Storages => _storages;

    /// <summary>Reads the next pickle.</summary>
    /// <exception cref="PickleException">It is damaged, too large, or wants more than data.</exception>
    public object? Read()
    {
        _stack.Clear();
        _marks.Clear();
        _memo.Clear();
        while (true)
        {
            var instruction = Byte();
            if (instruction == (byte)'.') return Pop();
            Carry(instruction);
        }
    }

    private void Carry(byte instruction)
    {
        switch (instruction)
        {
            case 0x80: Byte(); break; // PROTO
            case 0x95: Take(8); break; // FRAME
            case (byte)'(': _marks.Push(_stack.Count); break;
            case (byte)'0': Pop(); break;
            case (byte)'1': PopToMark(); break;
            case (byte)'2': Push(Peek()); break;
            case (byte)'N': Push(null); break;
            case 0x88: Push(true); break;
            case 0x89: Push(false); break;
            case (byte)'I': Push(TextInteger(Line())); break;
            case (byte)'L': Push(Integer(Line().TrimEnd('L'))); break;
            case (byte)'F': Push(double.TryParse(Line(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Malformed("a number is no number")); break;
            case (byte)'J': Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case (byte)'K': Push((long)Byte()); break;
            case (byte)'M': Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case 0x8A: PushLong(Byte()); break;
            case 0x8B: PushLong(Length(4)); break;
            case (byte)'G': Push(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); break;
            case (byte)'S': Push(Line().Trim('\'', '"')); break;
            case (byte)'V': Push(Line()); break;
            case (byte)'T': Push(Encoding.Latin1.GetString(Take(Length(4)))); break;
            case (byte)'U': Push(Encoding.Latin1.GetString(Take(Byte()))); break;
            case (byte)'X': Push(Encoding.UTF8.GetString(Take(Length(4)))); break;
            case 0x8C: Push(Encoding.UTF8.GetString(Take(Byte()))); break;
            case 0x8D: Push(Encoding.UTF8.GetString(Take(Length(8)))); break;
            case (byte)'B': Push(Take(Length(4)).ToArray()); break;
            case (byte)'C': Push(Take(Byte()).ToArray()); break;
            case 0x8E or 0x96: Push(Take(Length(8)).ToArray()); break;
            case (byte)']' or 0x8F: Push(new List<object?>()); break;
            case (byte)'l': Push(PopToMark()); break;
            case 0x91: Push(PopToMark()); break; // FROZENSET
            case (byte)'a': AppendTo(Below(1), [Pop()]); break;
            case (byte)'e' or 0x90: Appended(); break;
            case (byte)')': Push(Array.Empty<object?>()); break;
            case (byte)'t': Push(PopToMark().ToArray()); break;
            case 0x85 or 0x86 or 0x87: Push(PopMany(instruction - 0x84).ToArray()); break;
            case (byte)'}': Push(new PickleDictionary()); break;
            case (byte)'d': Push(Fill(new PickleDictionary(), PopToMark())); break;
            case (byte)'s': { var pair = PopMany(2); Fill(Peek(), pair); break; }
            case (byte)'u': { var pairs = PopToMark(); Fill(Peek(), pairs); break; }
            case (byte)'p': _memo[Number(Line())] = Peek(); break;
            case (byte)'q': _memo[Byte()] = Peek(); break;
            case (byte)'r': _memo[Length(4)] = Peek(); break;
            case 0x94: _memo[_memo.Count] = Peek(); break;
            case (byte)'g': Push(Remembered(Number(Line()))); break;
            case (byte)'h': Push(Remembered(Byte())); break;
            case (byte)'j': Push(Remembered(Length(4))); break;
            case (byte)'c': { var module = Line(); Push(Name(module, Line())); break; }
            case 0x93: { var parts = PopMany(2); Push(Name(parts[0] as string, parts[1] as string)); break; }
            case (byte)'R' or 0x81: { var call = PopMany(2); Push(Build(call[0], call[1])); break; }
            case (byte)'b': { var state = Pop(); SetState(Peek(), state); break; }
            case (byte)'Q': { var storage = TorchValues.Storage(Pop(), path); _storages[storage.Key] = storage; Push(storage); break; }
            default: throw new PickleException(PickleFault.ForbiddenInstruction, path, $"byte {Position - 1} of its pickle is instruction 0x{instruction:X2}, which no file of weights needs. Do not load this file with other programs; get the model as .safetensors.");
        }
    }

    private PickleName Name(string? module, string? name)
    {
        if (module is null || name is null) throw Malformed("a name is no text");
        var found = new PickleName(module, name);
        return TorchNames.IsKnown(found.ToString()) ? found : throw new PickleException(PickleFault.ForbiddenName, path,
            $"it asks for '{found}', which is no part of a model's weights. Loading it elsewhere could run code: delete the file, or get the model as .safetensors.");
    }

    private object? Build(object? called, object? arguments)
    {
        if (called is not PickleName name || arguments is not object?[] values) throw Malformed("something that is no name is called");
        return name.ToString() switch
        {
            TorchNames.OrderedDictionary => values is [List<object?> pairs] ? FromPairs(pairs) : new PickleDictionary(),
            TorchNames.RebuildTensor or TorchNames.RebuildTypedTensor => TorchValues.Tensor(values, path),
            TorchNames.RebuildParameter => values is [PickleTensor tensor, ..] ? tensor : throw Malformed("a parameter is no tensor"),
            var other when TorchNames.IsInert(other) => new PickleDictionary { IsParameters = other == TorchNames.ParameterDictionary },
            var other => throw Malformed($"'{other}' is called"),
        };
    }

    private PickleDictionary FromPairs(List<object?> pairs)
    {
        _budget.Spend(pairs.Count);
        var dictionary = new PickleDictionary();
        foreach (var pair in pairs)
        {
            if (pair is not object?[] { Length: 2 } entry) throw Malformed("a dictionary is made of something that is no pair");
            dictionary.Add(entry[0], entry[1]);
        }

        return dictionary;
    }

    /// <summary>State of a ParameterDict is kept, since its tensors are there; attributes of a state_dict and of other objects are not.</summary>
    private void SetState(object? target, object? state)
    {
        if (target is not PickleDictionary { IsParameters: true, Entries.Count: 0 } dictionary || state is not PickleDictionary attributes) return;
        _budget.Spend(attributes.Entries.Count);
        if (attributes.Find("_parameters") is not PickleDictionary parameters) return;
        _budget.Spend(parameters.Entries.Count);
        foreach (var (key, value) in parameters.Entries.ToArray()) dictionary.Add(key, value);
    }

    private void Appended()
    {
        var items = PopToMark();
        AppendTo(Peek(), items);
    }

    private void AppendTo(object? target, List<object?> items)
    {
        if (target is List<object?> list) list.AddRange(items);
        else if (target is not PickleDictionary) throw Malformed("something is appended to what is no list");
    }

    private PickleDictionary Fill(object? target, List<object?> items)
    {
        if (target is not PickleDictionary dictionary || items.Count % 2 != 0) throw Malformed("entries are set in what is no dictionary");
        for (var i = 0; i < items.Count; i += 2) dictionary.Add(items[i], items[i + 1]);
        return dictionary;
    }

    private object? Remembered(long place) => _memo.TryGetValue(place, out var value) ? value : throw Malformed($"nothing was remembered as {place}");

    private void Push(object? value) => _stack.Add(value);

    private object? Peek() => _stack.Count > Floor ? _stack[^1] : throw Malformed("the stack is empty");

    private object? Below(int depth) => _stack.Count > Floor + depth ? _stack[^(depth + 1)] : throw Malformed("the stack is empty");

    private object? Pop() => PopMany(1)[0];

    private List<object?> PopMany(int count)
    {
        if (_stack.Count - Floor < count) throw Malformed("the stack is empty");
        var items = _stack.GetRange(_stack.Count - count, count);
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private List<object?> PopToMark()
    {
        if (!_marks.TryPeek(out var mark)) throw Malformed("a mark is missing");
        var items = PopMany(_stack.Count - mark);
        _marks.Pop();
        return items;
    }

    /// <summary>What lies below the last mark belongs to somebody else.</summary>
    private int Floor => _marks.TryPeek(out var mark) ? mark : 0;

    private byte Byte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > bytes.Length - Position) throw new PickleException(PickleFault.Truncated, path, $"its pickle ends at byte {bytes.Length}, {count} more are needed at {Position}. The file is cut off: get it again.");
        Position += count;
        return bytes.AsSpan(Position - count, count);
    }

    private int Length(int size)
    {
        var field = Take(size);
        var length = size == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(field) : BinaryPrimitives.ReadUInt64LittleEndian(field);
        return length <= int.MaxValue ? (int)length : throw new PickleException(PickleFault.TooLarge, path, $"byte {Position - size} of its pickle claims {length} bytes. The file is damaged: get it again.");
    }

    private string Line()
    {
        var end = bytes.AsSpan(Position, Math.Min(bytes.Length - Position, LongestLine)).IndexOf((byte)'\n');
        if (end < 0) throw new PickleException(PickleFault.Truncated, path, $"a line of its pickle at byte {Position} does not end. The file is cut off: get it again.");
        var text = Encoding.UTF8.GetString(Take(end));
        Position++;
        return text;
    }

    private object TextInteger(string text) => text switch { "00" => (object)false, "01" => true, _ => (object)Integer(text) };

    private long Integer(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Malformed("a number is no number");

    private long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Malformed("a number is no number");

    /// <summary>Integers of any length; what does not fit 64 bits stays as it is, for the mark of the old format.</summary>
    private void PushLong(int length)
    {
        var value = new BigInteger(Take(length));
        if (value >= long.MinValue && value <= long.MaxValue) Push((long)value);
        else Push(value);
    }

    private PickleException Malformed(string what) => new(PickleFault.Malformed, path, $"byte {Position} of its pickle makes no sense: {what}. The file is damaged: get it again.");
}
