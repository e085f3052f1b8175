using System.Reflection;

namespace Aspire.Hosting.Tests.Surface;

/// <summary>Writes types as C# does: <c>IResourceBuilder&lt;T&gt;</c>, <c>string?</c>, <c>int?</c>.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
    };

    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef) return Of(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Of(underlying) + "?";
        var mark = !type.IsValueType && !type.IsGenericParameter && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (Keywords.TryGetValue(type, out var keyword)) return keyword + mark;
        if (type.IsArray) return Of(type.GetElementType()!, nullability?.ElementType) + "[]" + mark;
        var name = type.IsNested && !type.IsGenericParameter ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name;
        if (!type.IsGenericType) return name + mark;
        var arguments = type.GetGenericArguments().Select((argument, i) => Of(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i)));
        return $"{name[..name.IndexOf('`')]}<{string.Join(", ", arguments)}>{mark}";
    }
}
