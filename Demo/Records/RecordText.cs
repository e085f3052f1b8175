using System.Buffers;
using System.Buffers.Text;
using FlowOptics.Demo.World;

namespace FlowOptics.Demo.Records;

/// <summary>Formats flow records as AWS's text, straight into bytes, block by block into a stream. One an object; not thread-safe.</summary>
internal sealed class RecordText(Stream output) : IDisposable
{
    // The longest record is some 330 bytes.
    private const int Block = 64 * 1024;
    private const int LongestRecord = 512;

    private readonly byte[] _block = ArrayPool<byte>.Shared.Rent(Block);
    private int _length;

    public long Records { get; private set; }

    public void WriteHeader(string header)
    {
        foreach (var letter in header) _block[_length++] = (byte)letter;
        _block[_length++] = (byte)'\n';
    }

    /// <summary><c>2 345678901234 eni-… 61.132.4.90 10.101.0.10 6000 1433 6 1 40 1795305600 1795305601 REJECT OK</c></summary>
    public void WriteDefault(Machine host, in FlowRecord record)
    {
        Begin(host.DefaultHead);
        WriteFlow(record);
        Put(" OK\n"u8);
    }

    /// <summary><c>2 345678901234 eni-… - - - - - - - 1795305600 1795305659 - NODATA</c></summary>
    public void WriteNoData(Machine host, long start, long end)
    {
        Begin(host.DefaultHead);
        Put("- - - - - - - "u8);
        Put(start, ' ');
        Put(end, ' ');
        Put("- NODATA\n"u8);
    }

    /// <summary><c>5 123456789012 eni-… 10.0.1.10 10.0.2.20 … ACCEPT OK vpc-… subnet-… i-… 0 IPv4 10.0.1.10 10.0.2.20 eu-west-1 euw1-az1 egress 1</c></summary>
    public void WriteInside(Machine host, in FlowRecord record, in InsideFields inside)
    {
        Begin(host.InsideHead);
        WriteFlow(record);
        Put(host.InsideMiddle);
        Put(inside.TcpFlags, ' ');
        Put("IPv4 "u8);
        PutAddress(inside.PktSource);
        PutAddress(inside.PktDestination, last: true);
        Put(host.InsideTail);
        // AWS gives the path of what leaves, not of what comes.
        if (inside.Egress)
        {
            Put("egress "u8);
            Put(inside.TrafficPath, '\n');
        }
        else
        {
            Put("ingress -\n"u8);
        }
    }

    public void Flush()
    {
        output.Write(_block, 0, _length);
        _length = 0;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_block);

    private void Begin(ReadOnlySpan<byte> head)
    {
        if (_length > Block - LongestRecord) Flush();
        Records++;
        Put(head);
    }

    private void WriteFlow(in FlowRecord record)
    {
        PutAddress(record.Source);
        PutAddress(record.Destination);
        Put(record.SourcePort, ' ');
        Put(record.DestinationPort, ' ');
        Put(record.Protocol, ' ');
        Put(record.Packets, ' ');
        Put(record.Bytes, ' ');
        Put(record.Start, ' ');
        Put(record.End, ' ');
        Put(record.Accepted ? "ACCEPT"u8 : "REJECT"u8);
    }

    private void Put(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_block.AsSpan(_length));
        _length += text.Length;
    }

    private void Put(long number, char after)
    {
        Utf8Formatter.TryFormat(number, _block.AsSpan(_length), out var written);
        _length += written;
        _block[_length++] = (byte)after;
    }

    private void PutAddress(uint address, bool last = false)
    {
        Put(address >> 24, '.');
        Put((address >> 16) & 255, '.');
        Put((address >> 8) & 255, '.');
        Put(address & 255, ' ');
        if (last) _length--;
    }
}
