using System.Buffers;
using System.Text.Json;

namespace FlowOptics.Lake;

/// <summary>
/// The flow records that CloudWatch Logs delivers, as lines of text: documents as its subscriptions send them, one behind the other with or without
/// separators (Firehose puts none), each bare, as Lambda is handed it, or as Firehose posts it. Memory is bounded by the longest text of a document, whatever
/// a document holds.
/// </summary>
/// <remarks>
/// <para>https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html, https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchlogs.html,
/// https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html; the last form is that of flow logs which AWS delivers to Firehose itself.</para>
/// <c>{"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"…","logStream":"eni-…","subscriptionFilters":["…"],"logEvents":[{"id":"…","timestamp":1418530010000,"message":"2 1234…"}]}</c>
/// <c>{"awslogs":{"data":"H4sI…"}}</c> <c>{"requestId":"…","timestamp":1418530010000,"records":[{"data":"H4sI…"}]}</c> <c>{"message":"2 1234…"}</c>
/// </remarks>
internal sealed class CloudWatchText : ReadOnlyStream
{
    /// <summary>The longest text in a document: Lambda takes 6 MB in all, Firehose's records have at most 1,000 KiB before base64, events 1 MiB.</summary>
    internal const int MaxTextBytes = 8 * 1024 * 1024;

    private const int FirstBuffer = 64 * 1024;

    // Enough lines for one block of the parser.
    private const int EnoughLines = 64 * 1024;

    private readonly Stream _json;
    private readonly CloudWatchDocument _document;
    private readonly LineBuffer _lines = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _from;
    private int _to;
    private bool _isFinal;
    private bool _ended;
    private JsonReaderState _state = new(new JsonReaderOptions { AllowMultipleValues = true });
    private long _consumed;
    private ContentException? _fault;
    private ContentException? _sourceFault;
    private Content? _payload;
    private long _payloadEnd;
    private bool _payloadIsOpenLine;

    /// <param name="isPayload">The documents were in another one: they may not be wrapped once more.</param>
    public CloudWatchText(Stream json, bool isPayload = false)
    {
        _json = json;
        _document = new CloudWatchDocument(_lines, isPayload);
    }

    /// <summary>The account that owns the log group of the lines that were read last, or null. No read gives out lines of two.</summary>
    public string? Owner { get; private set; }

    /// <inheritdoc cref="CloudWatchDocument.IsRecords"/>
    public bool IsRecords => _document.IsRecords;

    /// <exception cref="ContentException">No JSON, or no document that is known; a text that is too long; a payload that cannot be read.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (_lines.Count > 0)
            {
                // What is of the document before comes first, with its owner.
                var older = _document.LinesOfOlderOwner;
                var part = older > 0 && older < buffer.Length ? buffer[..older] : buffer;
                Owner = older > 0 ? _document.OlderOwner : _document.Owner;
                var taken = _lines.Take(part.Span);
                _document.Took(taken);
                return taken;
            }

            if (_payload is not null)
            {
                if (await ReadPayloadAsync(buffer, cancellationToken).ConfigureAwait(false) is var read and > 0) return read;
                continue;
            }

            if (_fault is not null) throw _fault;
            if (_ended) return 0;
            if (Advance()) await FillAsync(cancellationToken).ConfigureAwait(false);
            else if (_document.TakePayload() is { } payload) await OpenPayloadAsync(payload, cancellationToken).ConfigureAwait(false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _lines.Dispose();
            _payload?.Stream.Dispose();
            _json.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Reads on in the JSON that is there.</summary>
    /// <returns>True where it goes no further without more of it.</returns>
    private bool Advance()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_from, _to - _from), _isFinal, _state);
        var isAtEnd = false;
        try
        {
            while (_lines.Count < EnoughLines && !_document.HasToPause)
            {
                if (!reader.Read())
                {
                    isAtEnd = true;
                    break;
                }

                _document.Take(ref reader);
            }
        }
        catch (JsonException)
        {
            // The framework's words count lines from where the last block began.
            _fault = new ContentException($"JSON that is damaged (document {_document.Number}, byte {_consumed + reader.BytesConsumed} of its text)");
        }
        catch (ContentException fault)
        {
            _fault = new ContentException($"JSON that {fault.Message} (document {_document.Number}, byte {_consumed + reader.BytesConsumed} of its text)", fault.Mend);
        }

        _from += (int)reader.BytesConsumed;
        _consumed += reader.BytesConsumed;
        _state = reader.CurrentState;
        _ended = isAtEnd && _isFinal && _fault is null;
        return isAtEnd && !_isFinal && _fault is null;
    }

    /// <summary>Fills the buffer to its end, so that a long text is not looked at again for each small piece of it that comes.</summary>
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_sourceFault is not null)
        {
            _fault = _sourceFault;
            return;
        }

        if (_from == 0 && _to == _buffer.Length)
        {
            if (_buffer.Length >= MaxTextBytes)
            {
                _fault = new ContentException(
                    $"JSON with a text of more than {MaxTextBytes} bytes (document {_document.Number}, byte {_consumed} of its text)", "only flow logs as AWS delivers them belong here");
                return;
            }

            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan().CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }

        try
        {
            while (_to < _buffer.Length && !_isFinal)
            {
                var read = await _json.ReadAsync(_buffer.AsMemory(_to), cancellationToken).ConfigureAwait(false);
                _to += read;
                _isFinal = read == 0;
            }
        }
        catch (ContentException fault)
        {
            // What is in the buffer came before it: the fault is told when all of that has been read.
            _sourceFault = fault;
        }
    }

    private async ValueTask OpenPayloadAsync(ArraySegment<byte> bytes, CancellationToken cancellationToken)
    {
        _payloadEnd = _consumed;
        try
        {
            var content = await Content.OpenAsync(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false), cancellationToken).ConfigureAwait(false);
            if (content.Kind == ContentKind.Parquet) throw new ContentException("Parquet");
            _payload = content.Kind == ContentKind.Json ? content with { Stream = new CloudWatchText(content.Stream, isPayload: true) } : content;
        }
        catch (ContentException fault)
        {
            _fault = InPayload(fault);
        }
    }

    private async ValueTask<int> ReadPayloadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var read = await _payload!.Stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read > 0)
            {
                Owner = (_payload.Stream as CloudWatchText)?.Owner;
                _payloadIsOpenLine = buffer.Span[read - 1] != '\n';
                return read;
            }
        }
        catch (ContentException fault)
        {
            _fault = InPayload(fault);
        }

        _payload!.Stream.Dispose();
        _payload = null;
        if (!_payloadIsOpenLine || _fault is not null) return 0;
        // Plain text in a payload may lack its last line's end, and the next payload's first line must not become part of it.
        _payloadIsOpenLine = false;
        buffer.Span[0] = (byte)'\n';
        return 1;
    }

    private ContentException InPayload(ContentException fault) =>
        new($"JSON whose payload that ends at byte {_payloadEnd} of its text (document {_document.Number}) is {fault.Message}", fault.Mend, fault);
}
