package org.keyferry.houserules;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares events with what was released: records of the older form lie in topics and must stay
 * readable, and new ones must not be misread by apps that are not replaced yet.
 */
final class EventSchema {
  private final Map<String, DescriptorProto> messages = new TreeMap<>();
  private final Map<String, EnumDescriptorProto> enums = new TreeMap<>();

  EventSchema(FileDescriptorSet files) {
    for (FileDescriptorProto file : files.getFileList()) {
      file.getMessageTypeList().forEach(message -> collect(file.getPackage(), message));
      file.getEnumTypeList()
          .forEach(value -> enums.put(file.getPackage() + "." + value.getName(), value));
    }
  }

  /** The events as the code has them. */
  static FileDescriptorSet current() {
    var files = new TreeMap<String, FileDescriptorProto>();
    for (JavaClass type : new ClassFileImporter().importPackages("org.keyferry.event.v1")) {
      fileOf(type.reflect()).ifPresent(file -> files.put(file.getName(), file.toProto()));
    }
    return FileDescriptorSet.newBuilder().addAllFile(files.values()).build();
  }

  private static Optional<FileDescriptor> fileOf(Class<?> type) {
    try {
      var method = type.getMethod("getDescriptor");
      return method.getReturnType() == FileDescriptor.class
          ? Optional.of((FileDescriptor) method.invoke(null))
          : Optional.empty();
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no descriptor in " + type, e);
    }
  }

  private void collect(String scope, DescriptorProto message) {
    String name = scope + "." + message.getName();
    messages.put(name, message);
    message.getNestedTypeList().forEach(inner -> collect(name, inner));
    message.getEnumTypeList().forEach(value -> enums.put(name + "." + value.getName(), value));
  }

  /** What makes records of the released form unreadable, or lets them be read as something else. */
  List<String> breaksOf(EventSchema released) {
    var breaks = new ArrayList<String>();
    released.messages.forEach((name, before) -> {
      DescriptorProto now = messages.get(name);
      if (now == null) {
        breaks.add(name + " is gone");
      } else {
        compareFields(name, before, now, breaks);
        compareReserved(name, before, now, breaks);
      }
    });
    released.enums.forEach((name, before) -> compareValues(name, before, enums.get(name), breaks));
    return breaks;
  }

  private static void compareFields(
      String name, DescriptorProto before, DescriptorProto now, List<String> breaks) {
    var fields = new HashMap<Integer, FieldDescriptorProto>();
    now.getFieldList().forEach(field -> fields.put(field.getNumber(), field));
    for (FieldDescriptorProto field : before.getFieldList()) {
      String at = name + "." + field.getName() + " = " + field.getNumber();
      FieldDescriptorProto same = fields.get(field.getNumber());
      if (same == null) {
        breaks.add(at + " is gone");
      } else if (!same.getName().equals(field.getName())) {
        breaks.add(at + " is now " + same.getName());
      } else if (!shape(before, field).equals(shape(now, same))) {
        breaks.add(at + " was " + shape(before, field) + " and is now " + shape(now, same));
      }
    }
  }

  private static String shape(DescriptorProto message, FieldDescriptorProto field) {
    String group =
        !field.hasOneofIndex() || field.getProto3Optional()
            ? ""
            : " in oneof " + message.getOneofDecl(field.getOneofIndex()).getName();
    String presence = field.getProto3Optional() ? "optional " : "";
    return presence + field.getLabel() + " " + field.getType() + field.getTypeName() + group;
  }

  private static void compareReserved(
      String name, DescriptorProto before, DescriptorProto now, List<String> breaks) {
    for (var range : before.getReservedRangeList()) {
      for (FieldDescriptorProto field : now.getFieldList()) {
        if (field.getNumber() >= range.getStart() && field.getNumber() < range.getEnd()) {
          breaks.add(name + "." + field.getName() + " takes the reserved " + field.getNumber());
        }
      }
    }
    for (FieldDescriptorProto field : now.getFieldList()) {
      if (before.getReservedNameList().contains(field.getName())) {
        breaks.add(name + "." + field.getName() + " takes a reserved name");
      }
    }
  }

  private static void compareValues(
      String name, EnumDescriptorProto before, EnumDescriptorProto now, List<String> breaks) {
    if (now == null) {
      breaks.add(name + " is gone");
      return;
    }
    var names = new HashMap<Integer, String>();
    now.getValueList().forEach(value -> names.put(value.getNumber(), value.getName()));
    for (EnumValueDescriptorProto value : before.getValueList()) {
      if (!value.getName().equals(names.get(value.getNumber()))) {
        breaks.add(
            name
                + "."
                + value.getName()
                + " = "
                + value.getNumber()
                + " is now "
                + names.getOrDefault(value.getNumber(), "gone"));
      }
    }
  }
}
