namespace FlowOptics.Lake;

/// <summary>Where the texts of a dimension stand, which the tables of records have as numbers.</summary>
/// <param name="Table">A table with <c>id</c>; 0 stands for none and has no row.</param>
/// <param name="Value">The column with the text.</param>
/// <param name="Field">The field within, where that is a JSON object.</param>
internal sealed record DimensionTexts(string Table, string Value, string? Field = null)
{
    /// <returns>Null for a dimension whose values are in the tables themselves.</returns>
    public static DimensionTexts? Of(string dimension)
    {
        if (Dimensions.KindOf(dimension) is not (DimensionKind.Text or DimensionKind.NumberOrNone) || dimension == Dimensions.TcpFlags) return null;
        return dimension switch
        {
            "country" or "src-country" or "dst-country" => new DimensionTexts("places", "country"),
            "city" or "src-city" or "dst-city" => new DimensionTexts("places", "city"),
            "asn" or "src-asn" or "dst-asn" => new DimensionTexts("networks", "asn"),
            "org" or "src-org" or "dst-org" => new DimensionTexts("networks", "organization"),
            Dimensions.AwsService or "src-aws-service" or "dst-aws-service" => new DimensionTexts("networks", "aws_service"),
            "aws-region" or "src-aws-region" or "dst-aws-region" => new DimensionTexts("networks", "aws_region"),
            Dimensions.Account => new DimensionTexts("scopes", "account"),
            Dimensions.Region => new DimensionTexts("scopes", "region"),
            Dimensions.AccountId => new DimensionTexts("origins", "account_id"),
            Dimensions.InterfaceId => new DimensionTexts("origins", "interface_id"),
            Dimensions.VpcId => new DimensionTexts("origins", "vpc_id"),
            Dimensions.SubnetId => new DimensionTexts("origins", "subnet_id"),
            Dimensions.InstanceId => new DimensionTexts("origins", "instance_id"),
            _ => new DimensionTexts("extras", "value", dimension),
        };
    }

    /// <summary>Adds the value; none is the empty text or 0.</summary>
    /// <param name="table">The table's name in the statement.</param>
    public SqlText AddValue(SqlText sql, string table)
    {
        if (Field is null) return sql.Add(Value == "asn" ? $"coalesce({table}.asn, 0)" : $"coalesce({table}.{Value}, '')");
        // A field's name may have any character: as a JSON pointer (RFC 6901) it is a value.
        var pointer = "/" + Field.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return sql.Add($"coalesce(json_extract_string({table}.{Value}, ").Value(pointer).Add("), '')");
    }
}
