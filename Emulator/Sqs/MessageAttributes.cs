using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FlowOptics.Emulator.Gateway;

namespace FlowOptics.Emulator.Sqs;

/// <summary>The attributes that a sender gives a message.</summary>
internal static class MessageAttributes
{
    /// <exception cref="AwsException">InvalidParameterValue.</exception>
    public static void Check(JsonObject attributes)
    {
        if (attributes.Count > 10)
            throw new AwsException(400, "InvalidParameterValue",
                "Number of message attributes [" + attributes.Count + "] exceeds the allowed maximum [10].");
        foreach (var (name, node) in attributes)
        {
            var type = (node as JsonObject)?.Text("DataType") ?? "";
            var kind = type.Split('.')[0];
            if (kind is not ("String" or "Number" or "Binary"))
                throw new AwsException(400, "InvalidParameterValue",
                    $"The message attribute '{name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.");
            if (((JsonObject)node!).Text(kind == "Binary" ? "BinaryValue" : "StringValue") is not { Length: > 0 })
                throw new AwsException(400, "InvalidParameterValue",
                    $"The message attribute '{name}' must contain a non-empty message attribute value for message attribute type '{type}'.");
        }
    }

    public static long SizeOf(JsonObject attributes) => attributes.Sum(pair => Encoding.UTF8.GetByteCount(pair.Key)
        + Encoding.UTF8.GetByteCount(((JsonObject)pair.Value!).Text("DataType")!) + ValueOf((JsonObject)pair.Value!).LongLength);

    /// <summary>Of sorted names, types and values, each behind its length: what SDKs compare.</summary>
    /// <remarks>https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html</remarks>
    public static string Md5(JsonObject attributes)
    {
        using var all = new MemoryStream();
        foreach (var (name, node) in attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var attribute = (JsonObject)node!;
            var type = attribute.Text("DataType")!;
            Add(all, Encoding.UTF8.GetBytes(name));
            Add(all, Encoding.UTF8.GetBytes(type));
            all.WriteByte(type.StartsWith("Binary", StringComparison.Ordinal) ? (byte)2 : (byte)1);
            Add(all, ValueOf(attribute));
        }

        return Md5(all.ToArray());
    }

    public static string Md5(string text) => Md5(Encoding.UTF8.GetBytes(text));

    private static string Md5(byte[] bytes)
    {
#pragma warning disable CA5351 // SQS's digests are MD5.
        return Convert.ToHexStringLower(MD5.HashData(bytes));
#pragma warning restore CA5351
    }

    private static byte[] ValueOf(JsonObject attribute) => attribute.Text("DataType")!.StartsWith("Binary", StringComparison.Ordinal)
        ? Convert.FromBase64String(attribute.Text("BinaryValue")!)
        : Encoding.UTF8.GetBytes(attribute.Text("StringValue")!);

    private static void Add(MemoryStream all, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        all.Write(length);
        all.Write(bytes);
    }
}
