using FlowOptics.Flows;
using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Live;

/// <summary>
/// A batch's records as keys of one bucket, and the batch's own numbers of places and networks as the bucket's: one look-up for each value of the batch,
/// not for each record. Kept from batch to batch for its arrays.
/// </summary>
internal sealed class LiveKeys
{
    // By flow-direction and direction.
    private const int Directions = (int)TrafficDirection.Through + 1;
    private static readonly OwnEnd[] Owners =
        [.. Enumerable.Range(0, ((int)FlowDirection.Egress + 1) * Directions).Select(i => OwnEnds.Of((FlowDirection)(i / Directions), (TrafficDirection)(i % Directions)))];

    private readonly Dictionary<long, int> _scopes = [];
    private int[] _interfaces = [0];

    public ulong[] Ends { get; } = new ulong[FlowBatch.MaxRecords];

    public ulong[] When { get; } = new ulong[FlowBatch.MaxRecords];

    public ulong[] What { get; } = new ulong[FlowBatch.MaxRecords];

    public uint[] Hash { get; } = new uint[FlowBatch.MaxRecords];

    public int[] Places { get; private set; } = [0];

    public int[] Networks { get; private set; } = [0];

    public void Make(LiveBatch batch, LiveBucket bucket, int from, int to)
    {
        Places = Numbers(Places, batch.Payload, batch.Places, bucket.Places);
        Networks = Numbers(Networks, batch.Payload, batch.Networks, bucket.Networks);
        WriteWhat(batch, from, to);
        WriteScopes(batch, bucket, from, to);
        WriteEnds(batch, bucket, from, to);
        WriteWhen(batch, bucket, from, to);
        for (var i = from; i < to; i++) Hash[i] = LiveHash.Of(Ends[i], When[i] & ~LiveEntry.SecondMask, What[i]);
    }

    private void WriteWhat(LiveBatch batch, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var own = Owners[(batch.FlowDirection[i] * Directions) + batch.Direction[i]];
            What[i] = LiveEntry.WhatOf(batch.Protocol[i], batch.SrcPort[i], batch.DstPort[i], (ServiceSide)batch.ServiceSide[i], batch.Action[i], own);
        }
    }

    private void WriteScopes(LiveBatch batch, LiveBucket bucket, int from, int to)
    {
        // One scope for all records is the rule; only records that speak for themselves are asked one by one.
        if (!batch.Accounts.IsPresent && !batch.Regions.IsPresent)
        {
            var bits = LiveEntry.ScopeBits(bucket.ScopeOf(batch.Account, batch.Region));
            for (var i = from; i < to; i++) What[i] |= bits;
            return;
        }

        _scopes.Clear();
        for (var i = from; i < to; i++)
        {
            var account = batch.Accounts.IsPresent ? batch.Accounts.Codes[i] : 0;
            var region = batch.Regions.IsPresent ? batch.Regions.Codes[i] : 0;
            var pair = ((long)account << 32) | (uint)region;
            if (!_scopes.TryGetValue(pair, out var scope))
            {
                scope = bucket.ScopeOf(batch.Accounts.Text(batch.Payload, account) ?? batch.Account, batch.Regions.Text(batch.Payload, region) ?? batch.Region);
                _scopes.Add(pair, scope);
            }

            What[i] |= LiveEntry.ScopeBits(scope);
        }
    }

    private void WriteEnds(LiveBatch batch, LiveBucket bucket, int from, int to)
    {
        if (batch.IsSrcWide) Narrow(batch.SrcWide, batch.Src, bucket, LiveEntry.WideBits(source: true, destination: false), from, to);
        if (batch.IsDstWide) Narrow(batch.DstWide, batch.Dst, bucket, LiveEntry.WideBits(source: false, destination: true), from, to);
        for (var i = from; i < to; i++) Ends[i] = batch.Src[i] | ((ulong)batch.Dst[i] << 32);
    }

    private void Narrow(Address[] wide, uint[] narrow, LiveBucket bucket, ulong bit, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (wide[i].IsIPv4)
            {
                narrow[i] = wide[i].IPv4Value;
            }
            else
            {
                narrow[i] = (uint)bucket.Addresses.Of(wide[i]);
                What[i] |= bit;
            }
        }
    }

    private void WriteWhen(LiveBatch batch, LiveBucket bucket, int from, int to)
    {
        if (!batch.Interfaces.IsPresent)
        {
            for (var i = from; i < to; i++) When[i] = LiveEntry.WhenOf(0, batch.Start[i]);
            return;
        }

        _interfaces = Numbers(_interfaces, batch.Payload, batch.Interfaces.Values, bucket.Interfaces);
        for (var i = from; i < to; i++)
        {
            var number = _interfaces[batch.Interfaces.Codes[i]];
            // Beyond what 26 bits number, in one bucket, an interface is not told any more.
            When[i] = LiveEntry.WhenOf(number < LiveEntry.MaxInterfaces ? number : 0, batch.Start[i]);
        }
    }

    private static int[] Numbers(int[] numbers, ReadOnlySpan<byte> payload, ReadOnlySpan<WirePlace> values, ByteNumbers known)
    {
        if (numbers.Length <= values.Length) numbers = new int[(values.Length + 1) * 2];
        for (var i = 0; i < values.Length; i++) numbers[i + 1] = known.Of(values[i].In(payload));
        return numbers;
    }
}
