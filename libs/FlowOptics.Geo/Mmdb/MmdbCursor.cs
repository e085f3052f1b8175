using System.Buffers.Binary;

namespace FlowOptics.Geo.Mmdb;

/// <summary>
/// Reads values of a data section one after the other. Trusts nothing: each read is checked against the section's end, a pointer may not lead to
/// a pointer, and a record may not cost more than <see cref="MaxValues"/> steps, so that damage ends in an exception and never in a long walk.
/// </summary>
/// <remarks>MaxMind DB file format 2.0, "Output Data Section".</remarks>
internal ref struct MmdbCursor(ReadOnlySpan<byte> section, int offset)
{
    // MaxMind's largest records hold a few hundred values.
    private const int MaxValues = 65_536;

    private readonly ReadOnlySpan<byte> _section = section;
    private int _steps;

    public int Offset { get; private set; } = offset;

    /// <summary>Reads a control byte and what belongs to it, following one pointer.</summary>
    /// <param name="after">Where the next sibling value begins for a scalar that is stepped over: behind the pointer, if there was one; else -1.</param>
    /// <returns>The type, and its size: payload bytes, or entries of a map or array, or a boolean's value.</returns>
    public (MmdbType Type, int Size) Head(out int after)
    {
        after = -1;
        var head = OwnHead();
        if (head.Type != MmdbType.Pointer) return head;
        after = Offset;
        Offset = head.Size;
        head = OwnHead();
        if (head.Type == MmdbType.Pointer) throw new InvalidDataException($"the pointer before offset {after} leads to another pointer");
        return head;
    }

    /// <summary>Steps over one value, with all that is in it. Pointers are not followed.</summary>
    public void Skip()
    {
        for (long pending = 1; pending > 0; pending--)
        {
            var (type, size) = OwnHead();
            switch (type)
            {
                case MmdbType.Pointer or MmdbType.Boolean:
                    break;
                case MmdbType.Map:
                    pending += 2L * size;
                    break;
                case MmdbType.Array:
                    pending += size;
                    break;
                default:
                    Take(size);
                    break;
            }
        }
    }

    /// <summary>Takes the payload of a value whose head was read.</summary>
    public ReadOnlySpan<byte> Take(int size)
    {
        if (size > _section.Length - Offset) throw new InvalidDataException($"a value at offset {Offset} ends behind the data section");
        var bytes = _section.Slice(Offset, size);
        Offset += size;
        return bytes;
    }

    /// <summary>Reads a map's key: text, or a pointer to one.</summary>
    public ReadOnlySpan<byte> Key()
    {
        var (type, size) = Head(out var after);
        if (type != MmdbType.String) throw new InvalidDataException($"a map's key at offset {Offset} is a {type}, not a string");
        var key = Take(size);
        if (after >= 0) Offset = after;
        return key;
    }

    /// <summary>Reads a string, or steps over a value of any other type and gives empty.</summary>
    public ReadOnlySpan<byte> StringOrSkip()
    {
        var start = Offset;
        var (type, size) = Head(out var after);
        if (type != MmdbType.String)
        {
            Offset = start;
            Skip();
            return default;
        }

        var text = Take(size);
        if (after >= 0) Offset = after;
        return text;
    }

    /// <summary>Reads a float or double, or steps over a value of any other type and gives NaN.</summary>
    public float NumberOrSkip()
    {
        var start = Offset;
        var (type, size) = Head(out var after);
        float value;
        switch (type, size)
        {
            case (MmdbType.Double, 8):
                value = (float)BinaryPrimitives.ReadDoubleBigEndian(Take(8));
                break;
            case (MmdbType.Float, 4):
                value = BinaryPrimitives.ReadSingleBigEndian(Take(4));
                break;
            case (MmdbType.Double or MmdbType.Float, _):
                throw new InvalidDataException($"the {type} at offset {start} has {size} bytes");
            default:
                Offset = start;
                Skip();
                return float.NaN;
        }

        if (after >= 0) Offset = after;
        return value;
    }

    /// <summary>Enters a map: the number of its pairs, or -1 after stepping over a value of any other type.</summary>
    /// <param name="after">To be given to <see cref="Leave"/> behind the last pair.</param>
    public int EnterMapOrSkip(out int after)
    {
        var start = Offset;
        var (type, size) = Head(out after);
        if (type == MmdbType.Map) return size;
        Offset = start;
        Skip();
        return -1;
    }

    /// <summary>The type of the value that comes next, behind a pointer where one stands.</summary>
    public MmdbType Peek()
    {
        var start = Offset;
        var (type, _) = Head(out _);
        Offset = start;
        return type;
    }

    public void Leave(int after)
    {
        if (after >= 0) Offset = after;
    }

    /// <summary>A head without following pointers. For a pointer, Size is the offset that it leads to.</summary>
    internal (MmdbType Type, int Size) OwnHead()
    {
        if (++_steps > MaxValues) throw new InvalidDataException($"the record has more than {MaxValues} values");
        var control = Byte();
        var type = (MmdbType)(control >> 5);
        if (type == MmdbType.Pointer) return (type, PointerTarget(control));
        if (type == MmdbType.Extended)
        {
            var extended = Byte();
            type = (MmdbType)(extended + 7);
            if (extended is 0 or > 8 || type is MmdbType.Container or MmdbType.EndMarker)
                throw new InvalidDataException($"type {extended + 7} at offset {Offset - 1} is not one of the format's");
        }

        // 29, 30 and 31 say that the size follows in one, two or three bytes.
        var size = control & 0x1F;
        size = size switch
        {
            29 => 29 + Byte(),
            30 => 285 + (int)Number(2),
            31 => 65_821 + (int)Number(3),
            _ => size,
        };
        return (type, size);
    }

    // Pointer: 001SSVVV, then SS + 1 bytes. Each size begins where the smaller one ends, but for the last.
    private int PointerTarget(byte control)
    {
        var high = (uint)(control & 7);
        var target = ((control >> 3) & 3) switch
        {
            0 => (high << 8) | Number(1),
            1 => ((high << 16) | Number(2)) + 2048,
            2 => ((high << 24) | Number(3)) + 526_336,
            _ => Number(4),
        };
        if (target >= (uint)_section.Length) throw new InvalidDataException($"the pointer before offset {Offset} leads to {target}, behind the data section");
        return (int)target;
    }

    private byte Byte()
    {
        if ((uint)Offset >= (uint)_section.Length) throw new InvalidDataException($"a value begins at offset {Offset}, behind the data section");
        return _section[Offset++];
    }

    private uint Number(int bytes)
    {
        uint value = 0;
        foreach (var b in Take(bytes)) value = (value << 8) | b;
        return value;
    }
}
