using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FlowOptics.Lake;

/// <summary>
/// Where a page of records ended: after so many of the matching records of one object with one start. An object's records never change, and keep their order, so the next page neither repeats
/// nor leaves out a record, whatever is imported meanwhile; what is imported in front of it, it does not show.
/// </summary>
/// <param name="Skip">How many records of that start and object the pages so far have shown.</param>
internal readonly record struct RecordCursor(long Start, int Object, int Skip)
{
    private const int Length = 24;
    private const int MaxSkip = 100_000_000;

    /// <summary>Opaque: base64url of the numbers and a check of the conditions, since a cursor means nothing to another question.</summary>
    public string ToText(FlowScope question)
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Start);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], Object);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], Skip);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], Check(bytes[..16], question));
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="UnsupportedQueryException">It is none of ours, or another question's.</exception>
    public static RecordCursor Read(string text, FlowScope question)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length > 2 * Length || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != Length)
            throw new UnsupportedQueryException("the cursor is none: give the text of an answer's next as it is, or none for the first page");
        var cursor = new RecordCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[8..]), BinaryPrimitives.ReadInt32BigEndian(bytes[12..]));
        if (BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]) != Check(bytes[..16], question) || cursor.Skip is < 0 or > MaxSkip)
            throw new UnsupportedQueryException("the cursor is another question's: give it with the account, region and filter that its page was asked with, or begin anew without one");
        return cursor;
    }

    // Against mistakes, not against forgery: a forged cursor shows nothing that the question would not.
    private static ulong Check(ReadOnlySpan<byte> numbers, FlowScope question)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(numbers);
        hash.AppendData(Encoding.UTF8.GetBytes($"{question.Account}\n{question.Region}\n{question.Filter?.Text}"));
        return BinaryPrimitives.ReadUInt64BigEndian(hash.GetHashAndReset());
    }
}
