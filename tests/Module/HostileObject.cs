using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace NetBatch.Tests
{
    /// <summary>Objects whose every text would move a terminal's cursor, set its title, write its clipboard or turn its writing
    /// round.</summary>
    public static class HostileObject
    {
        public const string Text =
            "a\u001b]0;T\u0007b\u001b]52;c;QQ==\u0007\u001b[2J\u001b[1A\u009b1mc\u202ed\u2066e\re\u0085f\u2028g\u200bh\u007fi\bj";

        public static object Of(Type type)
        {
            return Make(type, 0);
        }

        private static object Make(Type type, int depth)
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(string) || type == typeof(object)) return Text;
            if (type == typeof(JsonElement)) return JsonDocument.Parse(JsonSerializer.Serialize(Text)).RootElement;
            if (type == typeof(DateTimeOffset)) return DateTimeOffset.UnixEpoch;
            if (type == typeof(TimeSpan)) return TimeSpan.FromSeconds(90);
            if (type == typeof(bool)) return true;
            if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
            if (type.IsPrimitive || type == typeof(decimal)) return Convert.ChangeType(1, type);
            if (depth > 5) return null;
            if (type.IsArray) return Filled(type.GetElementType(), depth).ToArray(type.GetElementType());
            if (type.IsGenericType
                && type.GetInterfaces().Append(type)
                    .Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>)))
            {
                return Collection(type, depth);
            }

            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
            {
                return Activator.CreateInstance(type, type.GetGenericArguments().Select(one => Make(one, depth + 1)).ToArray());
            }

            // Of the platform's own classes none holds words of others, and half made ones would end the process when they are collected.
            if (type.Namespace == null || !type.Namespace.StartsWith("NetBatch", StringComparison.Ordinal)) return null;
            if (type.IsAbstract) type = type.Assembly.GetTypes().FirstOrDefault(one => !one.IsAbstract && type.IsAssignableFrom(one));
            if (type == null || typeof(Delegate).IsAssignableFrom(type)) return null;
            var made = RuntimeHelpers.GetUninitializedObject(type);
            for (var level = type; level != null && level != typeof(object); level = level.BaseType)
            {
                foreach (var field in level.GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    field.SetValue(made, Make(field.FieldType, depth + 1));
                }
            }

            GC.SuppressFinalize(made);
            return made;
        }

        private static object Collection(Type type, int depth)
        {
            var arguments = type.GetGenericArguments();
            var kind = arguments.Length == 2 ? typeof(Dictionary<,>).MakeGenericType(arguments)
                : typeof(List<>).MakeGenericType(arguments[0]);
            if (!type.IsAssignableFrom(kind)) return null;
            var made = Activator.CreateInstance(kind);
            kind.GetMethod("Add", arguments).Invoke(made, arguments.Select(one => Make(one, depth + 1)).ToArray());
            return made;
        }

        private static object[] Filled(Type type, int depth)
        {
            return new[] { Make(type, depth + 1) };
        }

        private static Array ToArray(this object[] items, Type type)
        {
            var made = Array.CreateInstance(type, items.Length);
            Array.Copy(items, made, items.Length);
            return made;
        }
    }
}
