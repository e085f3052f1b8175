using FlowOptics.Lake;

namespace FlowOptics.GraphApi.Apis;

/// <summary>The query parameters of <c>/api/v1/geo</c>.</summary>
internal sealed record GeoParameters : ScopeParameters
{
    public static GeoQuery Read(QueryScope scope) => new() { Account = scope.Account, Region = scope.Region, From = scope.From, To = scope.To, Filter = scope.Filter };
}
