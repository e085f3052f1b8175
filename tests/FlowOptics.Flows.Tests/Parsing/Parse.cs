using System.Text;

namespace FlowOptics.Flows.Tests.Parsing;

/// <summary>Runs a text through the parser and keeps what comes out.</summary>
internal static class Parse
{
    internal static readonly ObjectIdentity Identity = new("bucket", "AWSLogs/1/vpcflowlogs/eu-west-1/a.log.gz", "etag");

    internal static (List<FlowBatch> Batches, ParseReport Report) Text(string text, string? format = null, int block = int.MaxValue, ObjectIdentity? identity = null) =>
        Bytes(Encoding.UTF8.GetBytes(text), format, block, identity);

    internal static (List<FlowBatch> Batches, ParseReport Report) Bytes(byte[] text, string? format = null, int block = int.MaxValue, ObjectIdentity? identity = null)
    {
        var parser = new FlowTextParser(identity ?? Identity, format);
        var batches = new List<FlowBatch>();
        for (var position = 0; position < text.Length; position += Math.Min(block, text.Length - position))
        {
            parser.Write(text.AsSpan(position, Math.Min(block, text.Length - position)));
            while (parser.TryTake(out var batch)) batches.Add(batch);
        }

        parser.Complete();
        while (parser.TryTake(out var batch)) batches.Add(batch);
        return (batches, parser.Report);
    }
}
