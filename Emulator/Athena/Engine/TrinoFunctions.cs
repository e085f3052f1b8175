namespace FlowOptics.Emulator.Athena.Engine;

/// <summary>The functions of Trino that the emulator has, and what each is called in DuckDB (<see cref="TrinoMacros"/> has those that begin with trino_). What is not here does not exist, as in Athena.</summary>
/// <remarks>https://trino.io/docs/current/functions.html</remarks>
internal static class TrinoFunctions
{
    private static readonly string[] SameName =
    [
        "abs", "acos", "asin", "atan", "atan2", "cbrt", "ceil", "ceiling", "cos", "degrees", "exp", "floor", "ln", "log10", "log2", "mod", "pi", "pow", "power", "radians", "round", "sign", "sin", "sqrt",
        "tan", "greatest", "least", "is_nan",
        "avg", "count", "count_star", "count_if", "max", "min", "sum", "max_by", "min_by", "any_value", "bool_and", "bool_or", "array_agg", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp",
        "corr", "covar_pop", "covar_samp", "skewness", "kurtosis", "bit_and", "bit_or",
        "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead", "first_value", "last_value", "nth_value",
        "chr", "concat_ws", "length", "lower", "lpad", "ltrim", "replace", "reverse", "rpad", "rtrim", "split_part", "starts_with", "strpos", "substr", "substring", "translate", "trim", "upper", "url_decode",
        "regexp_extract_all", "position",
        "coalesce", "nullif", "typeof",
        "date_trunc", "date_part", "year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond", "now", "current_date", "get_current_timestamp", "current_timestamp", "current_localtimestamp", "last_day",
        "array_distinct", "array_sort", "array_position", "array_intersect", "array_union", "flatten", "map", "map_keys", "map_values", "row", "unnest", "json_extract", "json_array_length",
        // What the parser makes of operators and of words that are no functions in SQL.
        "~~", "!~~", "like_escape", "not_like_escape", "timezone", "to_years", "to_months", "to_days", "to_hours", "to_minutes", "to_seconds", "to_milliseconds", "list_value", "array_extract", "struct_extract",
    ];

    private static readonly Dictionary<string, string> Names = new(
        SameName.Select(name => KeyValuePair.Create(name, name)).Concat(
        [
            KeyValuePair.Create("approx_distinct", "approx_count_distinct"), KeyValuePair.Create("approx_percentile", "quantile_disc"), KeyValuePair.Create("arbitrary", "any_value"),
            KeyValuePair.Create("every", "bool_and"), KeyValuePair.Create("listagg", "string_agg"), KeyValuePair.Create("cardinality", "len"), KeyValuePair.Create("array_join", "array_to_string"),
            KeyValuePair.Create("array_max", "list_max"), KeyValuePair.Create("array_min", "list_min"), KeyValuePair.Create("array_sum", "list_sum"), KeyValuePair.Create("sequence", "generate_series"),
            KeyValuePair.Create("contains", "list_contains"), KeyValuePair.Create("split", "string_split"), KeyValuePair.Create("truncate", "trunc"), KeyValuePair.Create("rand", "random"),
            KeyValuePair.Create("random", "random"), KeyValuePair.Create("regexp_like", "regexp_matches"), KeyValuePair.Create("to_unixtime", "epoch"), KeyValuePair.Create("json_extract_scalar", "json_extract_string"),
            KeyValuePair.Create("date_diff", "date_sub"), KeyValuePair.Create("levenshtein_distance", "levenshtein"),
            KeyValuePair.Create("concat", "trino_concat"), KeyValuePair.Create("from_unixtime", "trino_from_unixtime"), KeyValuePair.Create("date_format", "strftime"),
            KeyValuePair.Create("date_parse", "strptime"), KeyValuePair.Create("date_add", "trino_date_add"), KeyValuePair.Create("date", "trino_date"), KeyValuePair.Create("element_at", "trino_element_at"),
            KeyValuePair.Create("regexp_extract", "trino_regexp_extract"), KeyValuePair.Create("regexp_replace", "trino_regexp_replace"), KeyValuePair.Create("from_iso8601_timestamp", "trino_from_iso8601_timestamp"),
            KeyValuePair.Create("to_iso8601", "trino_to_iso8601"), KeyValuePair.Create("bitwise_and", "trino_bitwise_and"), KeyValuePair.Create("bitwise_or", "trino_bitwise_or"),
            KeyValuePair.Create("bitwise_xor", "xor"), KeyValuePair.Create("bitwise_left_shift", "trino_left_shift"), KeyValuePair.Create("bitwise_right_shift", "trino_right_shift"),
            KeyValuePair.Create("day_of_week", "isodow"), KeyValuePair.Create("dow", "isodow"), KeyValuePair.Create("day_of_month", "day"), KeyValuePair.Create("day_of_year", "dayofyear"),
            KeyValuePair.Create("is_subnet_of", "trino_contains"), KeyValuePair.Create("ip_prefix", "trino_ip_prefix"),
        ]), StringComparer.Ordinal);

    public static string? Of(string name) => Names.GetValueOrDefault(name);

    /// <summary>A format of date_format and date_parse as strftime has it.</summary>
    public static string TimeFormat(string format)
    {
        var translated = new System.Text.StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length) translated.Append(format[i]);
            else translated.Append(TimeLetter(format[++i]));
        }

        return translated.ToString();
    }

    // MySQL's letters for a time's parts, where strftime has others.
    private static string TimeLetter(char letter) => letter switch
    {
        'M' => "%B",
        'i' => "%M",
        'h' => "%I",
        's' => "%S",
        'W' => "%A",
        'T' => "%H:%M:%S",
        'r' => "%I:%M:%S %p",
        'c' => "%-m",
        'e' => "%-d",
        'k' => "%-H",
        'l' => "%-I",
        'v' => "%V",
        'x' => "%G",
        _ => $"%{letter}",
    };
}
