using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Tests.Surface;

/// <summary>Writes members as C# declares them: names, parameters with their defaults, types with their nullability, constraints.</summary>
internal static class Signatures
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        var modifier = method.IsStatic && !IsExtension(method) ? "static " : "";
        var result = TypeNames.Of(method.ReturnType, Nullability.Create(method.ReturnParameter));
        return $"{modifier}{result} {method.Name}{generic}({Parameters(method)}){Constraints(method)}";
    }

    public static string Of(ConstructorInfo constructor) => $"new({Parameters(constructor)})";

    public static string Of(PropertyInfo property)
    {
        var modifier = property.GetMethod!.IsStatic ? "static " : property.GetCustomAttribute<RequiredMemberAttribute>() is null ? "" : "required ";
        var write = property.SetMethod is { IsPublic: true } set
            ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;"
            : "";
        return $"{modifier}{TypeNames.Of(property.PropertyType, Nullability.Create(property))} {property.Name} {{ get;{write} }}";
    }

    public static string Of(FieldInfo field)
    {
        if (field.DeclaringType!.IsEnum) return string.Create(CultureInfo.InvariantCulture, $"{field.Name} = {(int)field.GetRawConstantValue()!}");
        if (field.IsLiteral) return $"const {TypeNames.Of(field.FieldType)} {field.Name} = {Text(field.GetRawConstantValue(), field.FieldType)}";
        return $"{(field.IsStatic ? "static readonly " : "")}{TypeNames.Of(field.FieldType, Nullability.Create(field))} {field.Name}";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select((parameter, i) =>
    {
        var modifier = i == 0 && IsExtension(method) ? "this "
            : parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef ? "in "
            : parameter.GetCustomAttribute<ParamArrayAttribute>() is null ? "" : "params ";
        var byDefault = parameter.HasDefaultValue ? $" = {Text(parameter.DefaultValue, parameter.ParameterType)}" : "";
        return $"{modifier}{TypeNames.Of(parameter.ParameterType, Nullability.Create(parameter))} {parameter.Name}{byDefault}";
    }));

    private static string Constraints(MethodInfo method) => !method.IsGenericMethod ? "" : string.Concat(method.GetGenericArguments().Select(argument =>
    {
        var parts = argument.GetGenericParameterConstraints().Select(constraint => TypeNames.Of(constraint));
        if (argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)) parts = parts.Append("new()");
        var all = string.Join(", ", parts);
        return all.Length == 0 ? "" : $" where {argument.Name} : {all}";
    }));

    private static bool IsExtension(MethodBase method) => method.IsDefined(typeof(ExtensionAttribute), inherit: false);

    private static string Text(object? value, Type type) => value switch
    {
        null => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? "default" : "null",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        _ when type.IsEnum => Enum.GetName(type, value)!,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
